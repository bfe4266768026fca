package com.dealersync.notices;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Whom to tell what became of loads. Nobody is told by default.
 *
 * @param urls where signed messages go; by the same rules as webhooks: https and public unless
 *     {@code dealer-sync.delivery.allow} has them
 * @param secret signs them as in Standard Webhooks; at least 16 characters, required with {@code
 *     urls}
 * @param retries the waits before the second attempt, the third and so on; a notice that fails
 *     after the last is given up
 * @param patience how long a receiver may take to answer; from 1 s to 60 s
 * @param keep how long a notice that was delivered or given up is kept; at least a day
 * @param mail where mails go
 */
@ConfigurationProperties("dealer-sync.notices")
record NoticesProperties(
    @DefaultValue List<String> urls,
    @Nullable String secret,
    @DefaultValue({"1m", "5m", "15m", "1h", "4h", "12h", "24h"}) List<Duration> retries,
    @DefaultValue("10s") Duration patience,
    @DefaultValue("90d") Duration keep,
    @DefaultValue Mail mail) {

  private static final int SHORTEST_SECRET = 16;

  /**
   * Mails are sent where {@code spring.mail.host} is set, too.
   *
   * @param to who gets them; nobody if empty
   * @param from the sender's address; required with {@code to}
   */
  record Mail(@DefaultValue List<String> to, @Nullable String from) {

    Mail {
      to = List.copyOf(to);
      if (!to.isEmpty() && !StringUtils.hasText(from)) {
        throw new IllegalArgumentException(
            "dealer-sync.notices.mail.to necesita dealer-sync.notices.mail.from");
      }
    }
  }

  NoticesProperties {
    urls = List.copyOf(urls);
    retries = List.copyOf(retries);
    urls.forEach(NoticesProperties::check);
    if (!urls.isEmpty() && (secret == null || secret.length() < SHORTEST_SECRET)) {
      throw new IllegalArgumentException(
          "dealer-sync.notices.urls necesita dealer-sync.notices.secret, de al menos %d caracteres"
              .formatted(SHORTEST_SECRET));
    }
    if (retries.stream().anyMatch(wait -> !wait.isPositive())) {
      throw new IllegalArgumentException(
          "dealer-sync.notices.retries debe tener solo tiempos mayores que cero");
    }
    between("patience", patience, Duration.ofSeconds(1), Duration.ofSeconds(60));
    between("keep", keep, Duration.ofDays(1), Duration.ofDays(36_500));
  }

  private static void check(String url) {
    try {
      if (URI.create(url.strip()).getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // What it is instead may hold a password, so the complaint does not show it.
    }
    throw new IllegalArgumentException(
        "dealer-sync.notices.urls tiene una dirección que no es una URL con host");
  }

  private static void between(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "dealer-sync.notices.%s debe estar entre %s y %s; es %s"
              .formatted(name, least, most, value));
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "NoticesProperties[urls=%d, mail=%d]".formatted(urls.size(), mail.to().size());
  }
}
