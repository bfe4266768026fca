package com.dealersync.delivery;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One send's hold on a connection. */
final class DealerEndpoint extends ConnectionEndpoint {
  private final HttpRoute route;
  private final boolean used;
  private final AtomicReference<@Nullable DealerConnection> held = new AtomicReference<>();

  /**
   * @param used one that has carried another message; null to connect anew
   */
  DealerEndpoint(HttpRoute route, @Nullable DealerConnection used) {
    this.route = route;
    this.used = used != null;
    held.set(used);
  }

  HttpRoute route() {
    return route;
  }

  HttpHost origin() {
    return route.getTargetHost();
  }

  void attach(DealerConnection connection) {
    held.set(connection);
  }

  /** Lets go of it; null if that was done before. */
  @Nullable DealerConnection detach() {
    return held.getAndSet(null);
  }

  @Override
  public ClassicHttpResponse execute(
      String id, ClassicHttpRequest request, RequestExecutor executor, HttpContext context)
      throws IOException, HttpException {
    DealerConnection connection = held.get();
    if (connection == null) {
      throw new IllegalStateException("Not connected");
    }
    try {
      return executor.execute(request, connection, context);
    } catch (IOException e) {
      if (used && !connection.hasBeenAnswered()) {
        throw new LostConnectionException(e);
      }
      throw e;
    }
  }

  @Override
  @Deprecated
  public ClassicHttpResponse execute(
      String id, ClassicHttpRequest request, HttpRequestExecutor executor, HttpContext context)
      throws IOException, HttpException {
    return execute(id, request, executor::execute, context);
  }

  @Override
  public boolean isConnected() {
    DealerConnection connection = held.get();
    return connection != null && connection.isOpen();
  }

  @Override
  public void setSocketTimeout(Timeout timeout) {
    DealerConnection connection = held.get();
    if (connection != null) {
      connection.setSocketTimeout(timeout);
    }
  }

  @Override
  public void close(CloseMode mode) {
    DealerConnection connection = held.get();
    if (connection != null) {
      connection.close(mode);
    }
  }

  @Override
  public void close() {
    close(CloseMode.GRACEFUL);
  }
}
