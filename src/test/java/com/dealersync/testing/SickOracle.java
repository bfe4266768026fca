package com.dealersync.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What stands where an Oracle listener should. It cannot log anybody in; a well one answers each
 * attempt at once that its service is not known there.
 */
public final class SickOracle implements AutoCloseable {

  /** How it is. */
  public enum Health {
    /** Accepts, and says nothing. */
    SILENT,
    /** Asks for the connect packet once more, as listeners do, and falls silent. */
    SILENT_AFTER_ITS_FIRST_ANSWER,
    /** Reads the first packet and breaks the connection. */
    RESETTING,
    /** Nobody listens. */
    GONE,
    /** Answers with ORA-12514. */
    WELL
  }

  private static final byte[] RESEND = {0, 8, 0, 0, 11, 0, 0, 0};

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger logins = new AtomicInteger();
  private final int port;
  private volatile Health health = Health.WELL;
  private volatile ServerSocket listener;

  public SickOracle() {
    listener = listen(0);
    port = listener.getLocalPort();
  }

  public String url() {
    return "jdbc:oracle:thin:@//127.0.0.1:%d/NADA".formatted(port);
  }

  /** How many times somebody has connected. */
  public int logins() {
    return logins.get();
  }

  /** How many of them still wait. */
  public int waiting() {
    return open.size();
  }

  public void be(Health next) {
    health = next;
    if (next == Health.GONE) {
      stop();
    } else if (listener.isClosed()) {
      listener = listen(port);
    }
  }

  private ServerSocket listen(int at) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 50);
      Thread.ofVirtual().name("sick-oracle").start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket socket = from.accept();
        logins.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().name("sick-oracle-login").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      byte[] packet = new byte[8192];
      boolean first = true;
      while (in.read(packet) > 0) {
        switch (health) {
          case WELL -> {
            socket.getOutputStream().write(refusal());
            socket.getOutputStream().flush();
          }
          case SILENT_AFTER_ITS_FIRST_ANSWER -> {
            if (first) {
              socket.getOutputStream().write(RESEND);
              socket.getOutputStream().flush();
            }
          }
          case RESETTING -> {
            socket.setSoLinger(true, 0);
            return;
          }
          case SILENT, GONE -> {}
        }
        first = false;
      }
    } catch (IOException gone) {
      // The client has given up, which is what is looked for.
    } finally {
      open.remove(socket);
    }
  }

  /** A TNS packet of type 4. */
  private static byte[] refusal() {
    byte[] reason =
        "(DESCRIPTION=(TMP=)(VSNNUM=0)(ERR=12514)(ERROR_STACK=(ERROR=(CODE=12514)(EMFI=4))))"
            .getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(12 + reason.length)
        .putShort((short) (12 + reason.length))
        .putShort((short) 0)
        .put((byte) 4)
        .put((byte) 0)
        .putShort((short) 0)
        .put((byte) 34)
        .put((byte) 0)
        .putShort((short) reason.length)
        .put(reason)
        .array();
  }

  private void stop() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
