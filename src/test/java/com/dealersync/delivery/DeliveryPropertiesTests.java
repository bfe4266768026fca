package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.properties;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryPropertiesTests {

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(properties())
        .isEqualTo(
            new DeliveryProperties(
                new Parallelism(null),
                4,
                2_000,
                List.of(),
                true,
                new Rotation(Duration.ofHours(24)),
                false,
                Duration.ofSeconds(3),
                new DeliveryProperties.Timeouts(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(150),
                    250_000,
                    Duration.ofMinutes(10)),
                new DeliveryProperties.Retry(
                    List.of(Duration.ofSeconds(2), Duration.ofSeconds(15)),
                    0.2,
                    true,
                    Duration.ofSeconds(120),
                    Duration.ofMinutes(15)),
                new DeliveryProperties.Breaker(5, 50, 10, Duration.ofSeconds(30)),
                new DeliveryProperties.Pause(200, 50, 20, Duration.ofSeconds(5)),
                new DeliveryProperties.Proxy(null, null, null, List.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "parallelism, 0",
    "parallelism, 513",
    "per-origin, 0",
    "per-origin, 513",
    "parallelism, -1",
    "parallelism, many",
    "parallelism, AUTO",
    "waiting, 0",
    "waiting, 10001",
    "stop-grace, -1s",
    "rotation, 0s",
    "rotation, -1h",
    "rotation, never",
    "allow, no/range",
    "timeout.dns, 0s",
    "timeout.connect, 0s",
    "timeout.tls, 0s",
    "timeout.first-byte, 0s",
    "timeout.exchange, 0s",
    "timeout.longest, 59s",
    "timeout.bytes-per-second, 0",
    "retry.delays, 0s",
    "retry.jitter, 1.1",
    "retry.longest-retry-after, 0s",
    "retry.budget, 0s",
    "breaker.consecutive-failures, 0",
    "breaker.failure-rate, 101",
    "breaker.minimum-attempts, 0",
    "breaker.open-for, 0s",
    "pause.origins, 1",
    "pause.attempts, 19",
    "pause.failure-rate, 100",
    "pause.probe-every, 0s",
  })
  void refusesAValueOutOfRangeAndNamesTheProperty(String property, String value) {
    assertThatThrownBy(() -> properties(property, value))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dealer-sync.delivery." + property);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "url=https://p.example:3128 | url no se admite hablar por https",
        "url=socks5://p.example:1080 | url debe ser http://host:puerto",
        "url=p.example:3128 | url debe ser http://host:puerto",
        "url=http://p.example | url debe ser http://host:puerto",
        "url=http://p.example:0 | url debe ser http://host:puerto",
        "url=http://p.example:3128/path | url debe ser http://host:puerto",
        "url=http://p.example:3128?q | url debe ser http://host:puerto",
        "url=http://ana:s3cret@p.example:3128 | url lleva usuario o contraseña",
        "url=http://ana:s3 cret@p.example:3128 | url debe ser http://host:puerto",
        "username=ana,password=s3cret | url falta",
        "no-proxy=a.example | url falta",
        "url=http://p.example:3128,username=ana | password falta",
        "url=http://p.example:3128,password=s3cret | username falta",
        "url=http://p.example:3128,username=a:b,password=s3cret | username no puede llevar",
        "url=http://p.example:3128,username=ana,password=s3cret\t1 | password no puede llevar",
        "url=http://p.example:3128,no-proxy=10.0.0.0/33 | no-proxy: '10.0.0.0/33' no es",
        "url=http://p.example:3128,no-proxy=* | no-proxy: '*' no es",
        "url=http://p.example:3128,no-proxy=a.example:443 | no-proxy: 'a.example:443' no es",
      })
  void refusesAProxyThatCannotBe(String settings, String message) {
    String[] all = settings.replace("\\t", "\t").split("[,=]");
    for (int i = 0; i < all.length; i += 2) {
      all[i] = "proxy." + all[i];
    }
    assertThatThrownBy(() -> properties(all))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("dealer-sync.delivery.proxy." + message)
        .extracting(Throwable::getMessage, STRING)
        .doesNotContain("s3cret");
  }

  @Test
  void anEmptyProxyIsNoneAndAPasswordIsNotShown() {
    assertThat(OutboundProxy.of(properties("proxy.url", " ", "proxy.username", "").proxy()))
        .isNull();
    DeliveryProperties properties =
        properties(
            "proxy.url",
            "http://p.example:3128/",
            "proxy.username",
            "ana",
            "proxy.password",
            "s3c");

    assertThat(properties.toString()).contains("ana", "***").doesNotContain("s3c,", "s3c]");
    assertThat(OutboundProxy.of(properties.proxy())).hasToString("p.example:3128");
  }

  @Test
  void givesALargePayloadMoreTimeButNotWithoutEnd() {
    DeliveryProperties.Timeouts timeouts = properties().timeout();

    assertThat(timeouts.wholeExchange(0)).isEqualTo(Duration.ofSeconds(150));
    assertThat(timeouts.wholeExchange(25_000_000)).isEqualTo(Duration.ofSeconds(250));
    assertThat(timeouts.wholeExchange(2_000_000_000)).isEqualTo(Duration.ofMinutes(10));
  }
}
