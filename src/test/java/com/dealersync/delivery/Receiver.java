package com.dealersync.delivery;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A dealer's side on a raw socket, so that it can misbehave in every way a real one does. Keeps
 * what it received.
 */
final class Receiver implements AutoCloseable {
  private static final int MOST_KEPT = 1024 * 1024;
  private static final int LONGEST_LINE = 8 * 1024;

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Collection<Received> received = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();

  /**
   * A request: header names in lower case, repeated headers joined, the body's first MiB.
   *
   * @param headBytes how long its head was
   */
  record Received(String target, Map<String, String> headers, byte[] body, int headBytes) {
    String header(String name) {
      return headers.get(name);
    }
  }

  /** What it does with a request that has been read; returns to serve the next one. */
  interface Behaviour {
    void answer(Received request, Socket socket) throws Exception;
  }

  private Receiver(ServerSocket server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  static Receiver answering(Behaviour behaviour) {
    try {
      return new Receiver(
          new ServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1")), behaviour);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Receiver on(ServerSocket server, Behaviour behaviour) {
    return new Receiver(server, behaviour);
  }

  /** Confirms everything with the token {@code ok}. */
  static Receiver confirming() {
    return answering(reply(200, "{\"ackToken\":\"ok\"}"));
  }

  static Behaviour reply(int status, String body, String... headers) {
    return reply(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  static Behaviour reply(int status, byte[] body, String... headers) {
    return (request, socket) -> write(socket, status, body, headers);
  }

  static void write(Socket socket, int status, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    OutputStream out = socket.getOutputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    out.write(all.toByteArray());
    out.flush();
  }

  int port() {
    return server.getLocalPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  int connections() {
    return connections.get();
  }

  /** Requests being answered at one time, at most. */
  int mostInFlight() {
    return mostInFlight.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (Received request = read(in); request != null; request = read(in)) {
        received.add(request);
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
          behaviour.answer(request, socket);
        } finally {
          inFlight.decrementAndGet();
        }
      }
    } catch (Exception e) {
      // The client hung up, which some tests are about.
    } finally {
      open.remove(socket);
    }
  }

  private static Received read(InputStream in) throws IOException {
    String requestLine = line(in);
    if (requestLine == null) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>();
    int headBytes = requestLine.length() + 2;
    for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      headBytes += line.length() + 2;
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip(),
          (first, second) -> first + "," + second);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(Math.min(length, MOST_KEPT));
    in.skipNBytes(length - body.length);
    return new Received(requestLine.split(" ")[1], headers, body, headBytes + 2);
  }

  /** No longer than what nginx takes by default. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.append((char) c);
      }
      if (line.length() > LONGEST_LINE) {
        throw new IOException("Request header too large");
      }
    }
    return line.toString();
  }
}
