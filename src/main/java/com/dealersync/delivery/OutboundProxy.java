package com.dealersync.delivery;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy through which webhooks leave, and which of them do not. Only the request that
 * opens a tunnel carries its password; nothing else shows it.
 */
final class OutboundProxy {
  private static final String PREFIX = "dealer-sync.delivery.proxy.";

  private final HttpHost host;
  private final @Nullable String authorization;
  private final Set<String> direct = new HashSet<>();
  private final List<String> directSuffixes = new ArrayList<>();
  private final List<Cidr> directRanges = new ArrayList<>();

  private OutboundProxy(String url, DeliveryProperties.Proxy settings) {
    host = host(url);
    authorization = authorization(settings);
    settings.noProxy().forEach(this::leaveOut);
  }

  /**
   * Reads the settings; null if there is no proxy.
   *
   * @throws IllegalArgumentException if they make no sense; its text holds no password
   */
  static @Nullable OutboundProxy of(DeliveryProperties.Proxy settings) {
    String url = settings.url();
    if (url != null) {
      return new OutboundProxy(url, settings);
    }
    check(
        settings.username() == null && settings.password() == null && settings.noProxy().isEmpty(),
        "url",
        "falta: hay usuario, contraseña o no-proxy, pero ningún proxy");
    return null;
  }

  /** Where it is. */
  HttpHost host() {
    return host;
  }

  boolean hasCredentials() {
    return authorization != null;
  }

  /** What asks it for a tunnel. */
  String request(HttpHost dealer) {
    String authority = bracketed(dealer.getHostName()) + ":" + dealer.getPort();
    return "CONNECT %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
        .formatted(
            authority,
            authority,
            authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n");
  }

  /** Whether this host is reached without it, as far as its name or number says. */
  boolean leavesOut(String dealer) {
    return direct.contains(dealer)
        || directSuffixes.stream().anyMatch(dealer::endsWith)
        || (Cidr.looksLikeOne(dealer) && leavesOut(Cidr.of(dealer).network()));
  }

  /** Whether what is at this address is reached without it. */
  boolean leavesOut(InetAddress address) {
    return directRanges.stream().anyMatch(range -> range.contains(address));
  }

  private void leaveOut(String configured) {
    String entry = configured.strip().toLowerCase(Locale.ROOT);
    String suffix = entry.startsWith("*.") ? entry.substring(1) : entry;
    try {
      if (Cidr.looksLikeOne(entry)) {
        directRanges.add(Cidr.of(entry));
      } else if (suffix.startsWith(".")) {
        directSuffixes.add("." + name(suffix.substring(1)));
      } else {
        direct.add(name(entry));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%sno-proxy: '%s' no es un nombre, un sufijo como .example.com, una dirección ni un CIDR"
              .formatted(PREFIX, configured));
    }
  }

  private static String name(String entry) {
    if (entry.chars().noneMatch(c -> "/:?#@".indexOf(c) >= 0)
        && WebhookUrl.of("https://" + entry) instanceof WebhookUrl.Usable url) {
      return url.origin().host();
    }
    throw new IllegalArgumentException("No host name");
  }

  private static HttpHost host(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw bad("url", "debe ser http://host:puerto");
    }
    check(
        uri.getRawUserInfo() == null,
        "url",
        "lleva usuario o contraseña: póngalos en username y password");
    check(
        !"https".equalsIgnoreCase(uri.getScheme()),
        "url",
        "no se admite hablar por https con el proxy: escriba http://host:puerto (lo que se envía a"
            + " los dealers va cifrado por dentro)");
    boolean nothingElse =
        (uri.getRawPath() == null || uri.getRawPath().matches("/?"))
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    check(
        "http".equalsIgnoreCase(uri.getScheme())
            && uri.getHost() != null
            && uri.getPort() > 0
            && uri.getPort() < 65_536
            && nothingElse,
        "url",
        "debe ser http://host:puerto");
    Origin origin = WebhookUrl.of(url).origin();
    check(!origin.hostOrAddress().isEmpty(), "url", "debe ser http://host:puerto");
    return new HttpHost("http", origin.hostOrAddress(), origin.port());
  }

  private static @Nullable String authorization(DeliveryProperties.Proxy settings) {
    String username = settings.username();
    String password = settings.password();
    if (username == null) {
      check(password == null, "username", "falta: hay una contraseña sin usuario");
      return null;
    }
    if (password == null) {
      throw bad("password", "falta: hay un usuario sin contraseña");
    }
    check(username.indexOf(':') < 0, "username", "no puede llevar dos puntos");
    check(isPlain(username), "username", "no puede llevar caracteres de control");
    check(isPlain(password), "password", "no puede llevar caracteres de control");
    byte[] both = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static String bracketed(String host) {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static void check(boolean valid, String property, String problem) {
    if (!valid) {
      throw bad(property, problem);
    }
  }

  private static IllegalArgumentException bad(String property, String problem) {
    return new IllegalArgumentException(PREFIX + property + " " + problem);
  }

  @Override
  public String toString() {
    return bracketed(host.getHostName()) + ":" + host.getPort();
  }
}
