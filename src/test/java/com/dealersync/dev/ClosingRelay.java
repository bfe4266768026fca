package com.dealersync.dev;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before a system and closes each connection after one reply, without a word of it in the
 * reply's head: what some load balancers do.
 */
final class ClosingRelay implements Closeable {

  private static final Pattern LENGTH =
      Pattern.compile("(?i)\r\ncontent-length:\\s*(\\d+)\\s*\r\n");

  private final ServerSocket server;
  private final URI system;

  private ClosingRelay(ServerSocket server, URI system) {
    this.server = server;
    this.system = system;
  }

  /**
   * Before the system at that address, whose replies all say their length.
   *
   * @param url {@code http://host:port}
   */
  static ClosingRelay before(String url) {
    try {
      ClosingRelay relay =
          new ClosingRelay(
              new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), URI.create(url));
      Thread.ofVirtual().name("closing-relay").start(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().name("closing-relay-connection").start(() -> serve(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket inner = new Socket(system.getHost(), system.getPort())) {
      Thread.ofVirtual().start(() -> pump(client, inner));
      InputStream replies = inner.getInputStream();
      byte[] head = head(replies);
      OutputStream out = client.getOutputStream();
      out.write(head);
      out.write(replies.readNBytes(length(head)));
      out.flush();
      client.shutdownOutput();
    } catch (IOException e) {
      // One of the two went away: so does the other, as with any relay.
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // The reply has been relayed, or the caller has gone.
    }
  }

  private static byte[] head(InputStream replies) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ended = 0;
    while (ended < 4) {
      int next = replies.read();
      if (next < 0) {
        throw new IOException("The system closed within a head");
      }
      head.write(next);
      ended = next == "\r\n\r\n".charAt(ended) ? ended + 1 : next == '\r' ? 1 : 0;
    }
    return head.toByteArray();
  }

  private static int length(byte[] head) {
    Matcher length = LENGTH.matcher(new String(head, StandardCharsets.ISO_8859_1));
    return length.find() ? Integer.parseInt(length.group(1)) : 0;
  }
}
