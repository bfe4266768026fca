package com.dealersync.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToIntFunction;

/**
 * An HTTP proxy on a raw socket that opens tunnels, or does something else. Keeps what it hears.
 */
public final class ConnectProxy implements AutoCloseable {
  private static final String OPENED = "HTTP/1.1 200 Connection established\r\n\r\n";

  private final ServerSocket server;
  private final Behaviour behaviour;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Collection<Asked> asked = new ConcurrentLinkedQueue<>();

  /** What it was asked: header names in lower case. */
  public record Asked(String method, String target, Map<String, String> headers) {
    public int port() {
      return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }
  }

  /** What it does once it has been asked; it hangs up afterwards. */
  public interface Behaviour {
    void answer(Asked asked, Socket client) throws Exception;
  }

  private ConnectProxy(int port, Behaviour behaviour) {
    try {
      server = new ServerSocket(port, 1_000, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  public static ConnectProxy answering(Behaviour behaviour) {
    return new ConnectProxy(0, behaviour);
  }

  /** Puts all through to the local port that it is asked for, whatever the host. */
  public static ConnectProxy tunnelling() {
    return answering(to(Asked::port));
  }

  /** Likewise to one local port. */
  public static ConnectProxy tunnellingTo(int port) {
    return tunnellingTo(port, 0);
  }

  /**
   * @param own the port it listens at
   */
  public static ConnectProxy tunnellingTo(int port, int own) {
    return new ConnectProxy(own, to(asked -> port));
  }

  /** Puts them through and asks for credentials. */
  public static ConnectProxy demanding(String username, String password) {
    String expected =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    Behaviour tunnel = to(Asked::port);
    return answering(
        (asked, client) -> {
          if (expected.equals(asked.headers().get("proxy-authorization"))) {
            tunnel.answer(asked, client);
          } else {
            write(
                client,
                "HTTP/1.1 407 Proxy Authentication Required\r\n"
                    + "Proxy-Authenticate: Basic realm=\"salida\"\r\nContent-Length: 0\r\n\r\n");
          }
        });
  }

  /** Says this, with {@code ~} for a line end. */
  public static Behaviour saying(String raw) {
    return (asked, client) -> write(client, raw.replace("~", "\r\n"));
  }

  /** Opens a tunnel to a local port. */
  public static Behaviour to(ToIntFunction<Asked> port) {
    return (asked, client) -> {
      Socket dealer;
      try {
        dealer = new Socket(InetAddress.getByName("127.0.0.1"), port.applyAsInt(asked));
      } catch (IOException e) {
        write(client, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      try (dealer) {
        write(client, OPENED);
        Thread back = Thread.ofVirtual().start(() -> pump(dealer, client));
        pump(client, dealer);
        back.join();
      }
    };
  }

  private static void write(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    client.getOutputStream().flush();
  }

  /** Until one side hangs up, and then both. */
  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Torn down from the other side.
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
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
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      Asked request = read(client.getInputStream());
      asked.add(request);
      behaviour.answer(request, client);
    } catch (Exception e) {
      // The client hung up, which some tests are about.
    } finally {
      open.remove(client);
    }
  }

  private static Asked read(InputStream in) throws IOException {
    String[] requestLine = line(in).split(" ");
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Asked(requestLine[0], requestLine[1], headers);
  }

  /** Byte by byte, because what follows belongs to the tunnel. */
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("Hung up");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }
}
