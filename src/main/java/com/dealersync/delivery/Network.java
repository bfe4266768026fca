package com.dealersync.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Everything through which webhooks are reached.
 *
 * @param lookup finds a host's addresses
 * @param sockets makes an unconnected socket
 * @param tls whom we trust
 */
record Network(Lookup lookup, Supplier<Socket> sockets, SSLContext tls) {

  /** The JVM's own. A channel knows no proxy, which would dial what nobody has checked. */
  static Network ofJvm() {
    return new Network(InetAddress::getAllByName, Network::socket, trustOfJvm());
  }

  /** One that can be looked at without waiting. */
  private static Socket socket() {
    try {
      return SocketChannel.open().socket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SSLContext trustOfJvm() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, null, null);
      TlsSessions.keepFew(tls);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM's trust store cannot be used", e);
    }
  }

  /** Finds all addresses of a host, numbers included. */
  interface Lookup {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }
}
