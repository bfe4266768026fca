package com.dealersync.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Callers of the API on kept-alive connections, as cheap as they can be, since they share the
 * machine with what is measured: the bytes of a request are ready before, and of an answer nothing
 * but its status and length is looked at.
 */
record HttpLoad(int port, int connections) {

  /** What came of many requests. */
  record Outcome(double perSecond, double p99Millis) {}

  /** A call with the caller's token; {@code body} may be empty. */
  static byte[] request(String method, String path, String token, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String content =
        body.isEmpty()
            ? ""
            : "Content-Type: application/json\r\nContent-Length: " + length + "\r\n";
    return (method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\n"
            + content
            + "\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Sends that many requests, each connection the next one when the last was answered.
   *
   * @throws IllegalStateException if an answer has another status
   */
  Outcome send(int requests, int status, IntFunction<byte[]> request) {
    AtomicInteger next = new AtomicInteger();
    long[] nanos = new long[requests];
    Callable<Void> caller =
        () -> {
          for (int n = next.getAndIncrement(); n < requests; ) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
              socket.setTcpNoDelay(true);
              InputStream in = new BufferedInputStream(socket.getInputStream());
              for (boolean open = true; open && n < requests; n = next.getAndIncrement()) {
                long before = System.nanoTime();
                socket.getOutputStream().write(request.apply(n));
                open = read(in, status);
                nanos[n] = System.nanoTime() - before;
              }
            }
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      long before = System.nanoTime();
      List<Future<Void>> callers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        callers.add(threads.submit(caller));
      }
      for (Future<Void> each : callers) {
        each.get();
      }
      double seconds = (System.nanoTime() - before) / 1e9;
      Arrays.sort(nanos);
      return new Outcome(requests / seconds, nanos[(int) (requests * 0.99)] / 1e6);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells whether the connection stays open: Tomcat closes each after a hundred requests. */
  private static boolean read(InputStream in, int status) throws IOException {
    String first = line(in);
    int length = 0;
    boolean chunked = false;
    boolean open = true;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) {
        chunked = true;
      } else if (header.equalsIgnoreCase("Connection: close")) {
        open = false;
      }
    }
    String body = chunked ? chunks(in) : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!first.startsWith("HTTP/1.1 " + status)) {
      throw new IllegalStateException(first + ": " + body);
    }
    return open;
  }

  private static String chunks(InputStream in) throws IOException {
    StringBuilder body = new StringBuilder();
    for (int size = Integer.parseInt(line(in), 16); ; size = Integer.parseInt(line(in), 16)) {
      body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
      line(in);
      if (size == 0) {
        return body.toString();
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("The connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
