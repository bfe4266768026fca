package com.dealersync.delivery;

import java.io.IOException;
import java.net.InetSocketAddress;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections through the proxy, in a tunnel each, also to dealers without TLS. To the client
 * they are connections to the dealer: what holds for those, such as when one is used again, holds
 * here too, and TLS is between this node and the dealer.
 */
final class Tunnels implements HttpClientConnectionOperator {
  private final HttpClientConnectionOperator direct;
  private final HttpClientConnectionOperator toProxy;
  private final OutboundProxy proxy;
  private final Ways ways;

  /**
   * @param direct connects to dealers, at addresses it checks
   * @param toProxy connects to the proxy
   */
  Tunnels(
      HttpClientConnectionOperator direct,
      HttpClientConnectionOperator toProxy,
      OutboundProxy proxy,
      Ways ways) {
    this.direct = direct;
    this.toProxy = toProxy;
    this.proxy = proxy;
    this.ways = ways;
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost dealer,
      @Nullable NamedEndpoint name,
      @Nullable InetSocketAddress local,
      Timeout timeout,
      SocketConfig socket,
      @Nullable Object tls,
      HttpContext context)
      throws IOException {
    Ways.Way way = ways.to(dealer.getHostName(), dealer.getPort());
    if (way == Ways.Way.DIRECT) {
      direct.connect(connection, dealer, name, local, timeout, socket, tls, context);
      return;
    }
    Exchange exchange = WebhookClient.exchange(context);
    exchange.goesThrough(proxy.toString(), way == Ways.Way.LEFT_TO_PROXY);
    exchange.enter(Exchange.Phase.PROXY);
    toProxy.connect(connection, proxy.host(), null, local, timeout, socket, null, context);
    exchange.enter(Exchange.Phase.TUNNEL);
    Tunnel.open(connection.getSocket(), dealer, proxy);
    if (dealer.getSchemeName().equals("https")) {
      direct.upgrade(connection, dealer, name, tls, context);
    }
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable InetSocketAddress local,
      TimeValue timeout,
      SocketConfig socket,
      HttpContext context) {
    throw new UnsupportedOperationException("Connect with the name that TLS needs");
  }

  @Override
  public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context) {
    throw new UnsupportedOperationException("A connection is TLS from the start or never");
  }
}
