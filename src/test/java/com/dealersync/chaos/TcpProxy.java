package com.dealersync.chaos;

import com.dealersync.chaos.Wiretap.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network between one node and one server, which a test may spoil. Thread-safe. */
final class TcpProxy implements AutoCloseable {

  private enum Mode {
    FORWARDING,
    /** Connections are accepted and stay open, and nothing comes through. */
    SILENT,
    /** Connections are closed. */
    REFUSING
  }

  private final int target;
  private final ServerSocket server;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final List<Wiretap> wiretaps = new CopyOnWriteArrayList<>();
  private final Object changed = new Object();
  private volatile Mode mode = Mode.FORWARDING;

  private TcpProxy(int target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  /** A proxy of a server on this machine. */
  static TcpProxy to(int port) {
    try {
      TcpProxy proxy =
          new TcpProxy(port, new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("proxy-" + port).start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Of connections that are opened from now on or are open. */
  void watch(Wiretap wiretap) {
    wiretaps.add(wiretap);
  }

  /** Ends all that was done to it. What was held back comes through now. */
  void heal() {
    wiretaps.clear();
    change(Mode.FORWARDING);
  }

  void silence() {
    change(Mode.SILENT);
  }

  void refuse() {
    change(Mode.REFUSING);
    cut();
  }

  /** Resets every connection; new ones are accepted. */
  void cut() {
    connections.forEach(Connection::close);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    change(Mode.REFUSING);
    cut();
  }

  private void change(Mode next) {
    synchronized (changed) {
      mode = next;
      changed.notifyAll();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket node = server.accept();
        Thread.ofVirtual().start(() -> serve(node));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket node) {
    try (node) {
      awaitNoise();
      if (mode == Mode.REFUSING) {
        return;
      }
      try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
          Connection connection = new Connection(node, upstream)) {
        connections.add(connection);
        Thread replies = Thread.ofVirtual().start(() -> connection.pump(Direction.REPLY));
        connection.pump(Direction.REQUEST);
        replies.join();
      }
    } catch (IOException unreachable) {
      // As the node sees it: its connection is closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitNoise() throws InterruptedException {
    synchronized (changed) {
      while (mode == Mode.SILENT) {
        changed.wait();
      }
    }
  }

  private final class Connection implements AutoCloseable {

    private final Socket node;
    private final Socket upstream;
    private final Map<Wiretap, Wiretap.Tap> taps = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private Connection(Socket node, Socket upstream) throws IOException {
      this.node = node;
      this.upstream = upstream;
      node.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
    }

    private void pump(Direction direction) {
      boolean request = direction == Direction.REQUEST;
      byte[] buffer = new byte[64 * 1024];
      try {
        var in = (request ? node : upstream).getInputStream();
        var out = (request ? upstream : node).getOutputStream();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (!show(direction, buffer, read)) {
            break;
          }
          awaitNoise();
          if (closed || mode == Mode.REFUSING) {
            break;
          }
          out.write(buffer, 0, read);
        }
      } catch (IOException lost) {
        // The other side learns it by the close.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        close();
      }
    }

    private boolean show(Direction direction, byte[] buffer, int length) {
      boolean admitted = true;
      for (Wiretap wiretap : wiretaps) {
        Wiretap.Tap here = taps.computeIfAbsent(wiretap, Wiretap::open);
        synchronized (here) {
          admitted &= here.admits(direction, buffer, length);
        }
      }
      return admitted;
    }

    @Override
    public void close() {
      closed = true;
      connections.remove(this);
      for (Socket socket : List.of(node, upstream)) {
        try {
          socket.setSoLinger(true, 0);
          socket.close();
        } catch (IOException e) {
          // It was closed already.
        }
      }
    }
  }
}
