package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTests {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-07T10:30:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        "Tue, 07 Jan 2025 10:31:30 GMT | PT1M30S",
        "Tue, 07 Jan 2025 10:29:00 GMT | PT0S",
        "-5 |",
        "soon |",
        "99999999999 |",
      })
  void isReadAsSecondsOrAsADate(String header, Duration wait) throws Exception {
    var response = new BasicClassicHttpResponse(503);
    response.addHeader("Retry-After", header);

    assertThat(Reply.read(response, CLOCK).retryAfter()).isEqualTo(wait);
  }
}
