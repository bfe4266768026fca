package com.dealersync.delivery;

import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
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

  /** The JVM's own, but for its proxy settings: a proxy would dial what nobody has checked. */
  static Network ofJvm() {
    try {
      return new Network(
          InetAddress::getAllByName, () -> new Socket(Proxy.NO_PROXY), SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JVM has no usable default SSLContext", e);
    }
  }

  /** Finds all addresses of a host, numbers included. */
  interface Lookup {
    InetAddress[] addressesOf(String host) throws UnknownHostException;
  }
}
