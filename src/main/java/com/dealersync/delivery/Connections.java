package com.dealersync.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one run. How many are in use is for the schedule to say, so nobody waits here.
 *
 * <p>A connection on which anything unread has arrived is not used again. Because an answer too
 * many may also arrive after the next request has left, an origin has to show first that it sends
 * none: its connections rest for {@link #REST} before they are used again, until one of them has
 * stayed silent for so long.
 */
final class Connections implements HttpClientConnectionManager {
  static final Duration REST = Duration.ofMillis(100);

  private final HttpClientConnectionOperator operator;
  private final Manners manners;
  private final IdleConnections idle;
  private final Settings settings;
  private final DeliveryMetrics metrics;
  private final LongSupplier nanoTime;
  private final Set<DealerConnection> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong ids = new AtomicLong();
  private volatile boolean closed;

  /** How connections are opened. */
  record Settings(Timeout connect, SocketConfig socket, TlsConfig tls) {}

  /**
   * @param perOrigin how many idle ones are kept of each origin
   */
  Connections(
      HttpClientConnectionOperator operator,
      Manners manners,
      int perOrigin,
      Settings settings,
      DeliveryMetrics metrics,
      LongSupplier nanoTime) {
    this.operator = operator;
    this.manners = manners;
    this.settings = settings;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    idle = new IdleConnections(perOrigin);
  }

  @Override
  public LeaseRequest lease(
      String id, HttpRoute route, Timeout requestTimeout, @Nullable Object state) {
    return new LeaseRequest() {
      @Override
      public ConnectionEndpoint get(Timeout timeout) {
        boolean fresh = state instanceof Exchange exchange && exchange.wantsFreshConnection();
        return new DealerEndpoint(route, fresh ? null : silentOne(route.getTargetHost()));
      }

      @Override
      public boolean cancel() {
        return false;
      }
    };
  }

  private @Nullable DealerConnection silentOne(HttpHost origin) {
    if (manners.speaksUnasked(origin)) {
      return null;
    }
    long now = nanoTime.getAsLong();
    boolean known = manners.keepsSilent(origin);
    long latest = known ? now : now - REST.toNanos();
    for (var it = idle.take(origin, latest); it != null; it = idle.take(origin, latest)) {
      DealerConnection.Sign sign = it.connection().look();
      if (sign == DealerConnection.Sign.QUIET && it.until() - now > 0) {
        if (!known) {
          manners.keptSilent(origin);
        }
        return it.connection();
      }
      if (sign == DealerConnection.Sign.SPOKE) {
        manners.spoke(origin);
      }
      close(it.connection(), CloseMode.IMMEDIATE);
    }
    return null;
  }

  @Override
  public void release(
      ConnectionEndpoint endpoint, @Nullable Object state, @Nullable TimeValue keepAlive) {
    DealerEndpoint released = (DealerEndpoint) endpoint;
    DealerConnection connection = released.detach();
    if (connection == null) {
      return;
    }
    HttpHost origin = released.origin();
    if (connection.hasUnread()) {
      manners.spoke(origin);
    }
    if (!closed
        && connection.isOpen()
        && connection.isConsistent()
        && keepAlive != null
        && keepAlive.getDuration() > 0
        && !manners.speaksUnasked(origin)) {
      long now = nanoTime.getAsLong();
      idle.keep(origin, new IdleConnections.Idle(connection, now, now + keepAlive.toNanoseconds()))
          .forEach(it -> close(it, CloseMode.GRACEFUL));
      if (closed) {
        close();
      }
    } else {
      close(connection, CloseMode.GRACEFUL);
    }
  }

  @Override
  public void connect(ConnectionEndpoint endpoint, @Nullable TimeValue timeout, HttpContext context)
      throws IOException {
    DealerEndpoint connecting = (DealerEndpoint) endpoint;
    if (connecting.isConnected()) {
      return;
    }
    DealerConnection connection = DealerConnection.unconnected("dealer-" + ids.incrementAndGet());
    open.add(connection);
    connecting.attach(connection);
    if (closed) {
      close(connection, CloseMode.IMMEDIATE);
      throw new InterruptedIOException("The run is over");
    }
    HttpRoute route = connecting.route();
    long began = System.currentTimeMillis();
    operator.connect(
        connection,
        route.getTargetHost(),
        AsciiName.of(route.getTargetHost()),
        route.getLocalSocketAddress(),
        settings.connect,
        settings.socket,
        settings.tls,
        context);
    SSLSession session = connection.getSSLSession();
    if (session != null) {
      metrics.shookHands(TlsSessions.isResumed(session, began));
    }
  }

  @Override
  public void upgrade(ConnectionEndpoint endpoint, HttpContext context) {
    throw new UnsupportedOperationException("A connection is TLS from the start or never");
  }

  @Override
  public void close() {
    close(CloseMode.IMMEDIATE);
  }

  /** Also those in use. */
  @Override
  public void close(CloseMode mode) {
    closed = true;
    idle.clear();
    open.forEach(it -> close(it, mode));
  }

  /** What the handshake asks for and the certificate has to be for. */
  private record AsciiName(String hostName, int port) implements NamedEndpoint {
    static AsciiName of(HttpHost origin) {
      return new AsciiName(InternationalHost.toAscii(origin.getHostName()), origin.getPort());
    }

    @Override
    public String getHostName() {
      return hostName;
    }

    @Override
    public int getPort() {
      return port;
    }
  }

  private void close(DealerConnection connection, CloseMode mode) {
    open.remove(connection);
    connection.close(mode);
  }
}
