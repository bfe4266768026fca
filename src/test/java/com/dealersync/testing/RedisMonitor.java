package com.dealersync.testing;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a Redis executes, as its MONITOR tells, until it is closed. Thread-safe. */
public final class RedisMonitor implements Closeable {

  private final Socket socket;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private RedisMonitor(Socket socket) {
    this.socket = socket;
  }

  /** Returns when the server has begun to tell. */
  static RedisMonitor of(Socket socket) {
    try {
      RedisMonitor monitor = new RedisMonitor(socket);
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = reader.readLine();
      if (!"+OK".equals(answer)) {
        throw new IllegalStateException("MONITOR answered " + answer);
      }
      Thread.ofVirtual().name("redis-monitor").start(() -> monitor.read(reader));
      return monitor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The commands so far, oldest first, each as {@code [0 127.0.0.1:54321] "SET" "key" "value"}; one
   * that a script ran says {@code [0 lua]}.
   */
  public List<String> commands() {
    return timed().stream().map(line -> line.substring(line.indexOf('['))).toList();
  }

  /** The same, each after its time in seconds since 1970. */
  public List<String> timed() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(BufferedReader reader) {
    try {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line.substring(1));
      }
    } catch (IOException e) {
      // Closed, or the server is gone: there is nothing more to tell.
    }
  }
}
