package com.dealersync.delivery;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client of one run, without the defaults that would send a message twice or elsewhere:
 * its own retries, redirects, cookies, stored credentials, proxies and content compression. A proxy
 * that is configured is not the client's business: see {@link Tunnels}.
 */
final class WebhookClient {
  /** Where an {@link HttpContext} keeps the {@link Exchange} it belongs to. */
  static final String EXCHANGE = WebhookClient.class.getName() + ".exchange";

  private WebhookClient() {}

  static CloseableHttpClient of(
      DeliveryProperties properties,
      Network network,
      Dialling dialling,
      Manners manners,
      DeliveryMetrics metrics) {
    Timeout connect = Timeout.of(properties.timeout().connect());
    var connections =
        new Connections(
            operator(network, dialling),
            manners,
            properties.perOrigin(),
            new Connections.Settings(
                connect,
                SocketConfig.custom()
                    .setTcpNoDelay(true)
                    // The dispatcher keeps the time: a timer for each read costs more than the
                    // read.
                    .setSoTimeout(Timeout.DISABLED)
                    .build(),
                TlsConfig.custom()
                    .setHandshakeTimeout(Timeout.of(properties.timeout().tls()))
                    .build()),
            metrics,
            System::nanoTime);
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setConnectionReuseStrategy(WebhookClient::mayBeUsedAgain)
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

  private static HttpClientConnectionOperator operator(Network network, Dialling dialling) {
    HttpClientConnectionOperator direct = direct(network, dialling.dealers());
    OutboundProxy proxy = dialling.proxy();
    return proxy == null
        ? direct
        : new Tunnels(direct, toProxy(network, dialling.proxies()), proxy, dialling.ways());
  }

  private static HttpClientConnectionOperator toProxy(Network network, DnsResolver dnsResolver) {
    return new DefaultHttpClientConnectionOperator(
        socksProxy -> network.sockets().get(),
        DefaultSchemePortResolver.INSTANCE,
        dnsResolver,
        RegistryBuilder.<TlsSocketStrategy>create().build());
  }

  /** Tells each exchange how far its connection is. */
  private static HttpClientConnectionOperator direct(Network network, DnsResolver dnsResolver) {
    TlsSocketStrategy tls = new DefaultClientTlsStrategy(network.tls());
    return new DefaultHttpClientConnectionOperator(
        socksProxy -> network.sockets().get(),
        DefaultSchemePortResolver.INSTANCE,
        dnsResolver,
        RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build()) {

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

  /** Behind a reply without content the content often follows nevertheless. */
  private static boolean mayBeUsedAgain(
      HttpRequest request, HttpResponse response, HttpContext context) {
    return response instanceof ClassicHttpResponse reply
        && reply.getEntity() != null
        && reply.getEntity().getContentLength() != 0
        && DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
  }

  private static void enter(HttpContext context, Exchange.Phase phase) {
    exchange(context).enter(phase);
  }

  /** The exchange that this is a part of. */
  static Exchange exchange(HttpContext context) {
    if (context.getAttribute(EXCHANGE) instanceof Exchange exchange) {
      return exchange;
    }
    throw new IllegalStateException("A request that belongs to no exchange");
  }
}
