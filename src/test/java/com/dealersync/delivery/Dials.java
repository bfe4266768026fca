package com.dealersync.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * A scripted DNS and a telephone exchange: notes every address that is dialled and puts all calls
 * through to one local port, or to none.
 */
final class Dials {
  private final Map<String, Deque<InetAddress[]>> answers = new HashMap<>();
  private final List<String> lookups = new CopyOnWriteArrayList<>();
  private final List<InetSocketAddress> dialled = new CopyOnWriteArrayList<>();
  private final int localPort;
  private InetAddress[] everyName;

  private Dials(int localPort) {
    this.localPort = localPort;
  }

  static Dials toNowhere() {
    return new Dials(0);
  }

  static Dials to(Receiver receiver) {
    return to(receiver.port());
  }

  static Dials to(int localPort) {
    return new Dials(localPort);
  }

  /** The next look-up of this host gives these addresses; the last answer is repeated. */
  Dials answering(String host, String... addresses) {
    InetAddress[] answer = Arrays.stream(addresses).map(Dials::literal).toArray(InetAddress[]::new);
    answers.computeIfAbsent(host, h -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** All names without an answer of their own have this address. */
  Dials answeringAll(String address) {
    everyName = new InetAddress[] {literal(address)};
    return this;
  }

  Network network(SSLContext tls) {
    Supplier<Socket> sockets = NotedSocket::new;
    return new Network(this::lookUp, sockets, tls);
  }

  List<String> lookups() {
    return List.copyOf(lookups);
  }

  List<InetSocketAddress> dialled() {
    return List.copyOf(dialled);
  }

  private synchronized InetAddress[] lookUp(String host) throws UnknownHostException {
    lookups.add(host);
    Deque<InetAddress[]> known = answers.get(host);
    if (known != null) {
      return known.size() > 1 ? known.remove() : known.peek();
    }
    if (everyName != null) {
      return everyName;
    }
    if (host.matches("[0-9.]+|.*:.*")) {
      return new InetAddress[] {literal(host)};
    }
    throw new UnknownHostException(host);
  }

  private static InetAddress literal(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private final class NotedSocket extends Socket {
    private NotedSocket() {
      super(Proxy.NO_PROXY);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      dialled.add((InetSocketAddress) endpoint);
      super.connect(new InetSocketAddress("127.0.0.1", localPort), timeout);
    }
  }
}
