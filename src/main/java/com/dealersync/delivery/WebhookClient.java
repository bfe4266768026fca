package com.dealersync.delivery;

import java.net.Socket;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one run, without the defaults that would send a message twice or elsewhere:
 * its own retries, redirects, cookies, stored credentials, proxies and content compression.
 */
final class WebhookClient {
  /** Where an {@link HttpContext} keeps the {@link Exchange} it belongs to. */
  static final String EXCHANGE = WebhookClient.class.getName() + ".exchange";

  private WebhookClient() {}

  static CloseableHttpClient of(
      DeliveryProperties properties, Network network, DnsResolver dnsResolver) {
    Timeout connect = Timeout.of(properties.timeout().connect());
    var connections =
        new ObservedConnections(network.sockets())
            .setMaxConnTotal(properties.parallelism() + properties.slowLane())
            .setMaxConnPerRoute(properties.perOrigin())
            .setDnsResolver(dnsResolver)
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(network.tls()))
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
                    .build())
            .setDefaultTlsConfig(
                TlsConfig.custom()
                    .setHandshakeTimeout(Timeout.of(properties.timeout().tls()))
                    .build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(16_384)
                            .setMaxHeaderCount(200)
                            .build())
                    .build())
            .setDefaultSocketConfig(
                SocketConfig.custom()
                    .setTcpNoDelay(true)
                    // The dispatcher keeps the time: a timer for each read costs more than the
                    // read.
                    .setSoTimeout(Timeout.DISABLED)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(connect)
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .build();
  }

  /** Tells each exchange how far its connection is. */
  private static final class ObservedConnections extends PoolingHttpClientConnectionManagerBuilder {
    private final Supplier<Socket> sockets;

    private ObservedConnections(Supplier<Socket> sockets) {
      this.sockets = sockets;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver dnsResolver, TlsSocketStrategy tls) {
      var strategies = RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build();
      return new DefaultHttpClientConnectionOperator(
          socksProxy -> sockets.get(), ports, dnsResolver, strategies) {

        @Override
        protected void onBeforeSocketConnect(HttpContext context, HttpHost host) {
          enter(context, Exchange.Phase.CONNECT);
        }

        @Override
        protected void onBeforeTlsHandshake(HttpContext context, HttpHost host) {
          enter(context, Exchange.Phase.TLS);
        }
      };
    }

    private static void enter(HttpContext context, Exchange.Phase phase) {
      if (context.getAttribute(EXCHANGE) instanceof Exchange exchange) {
        exchange.enter(phase);
      }
    }
  }
}
