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
        "99999999999 | PT27777777H46M39S",
        "99999999999999 | PT27777777777H46M39S",
        "9999999999999999999999 | PT2562047788015215H30M7S",
        "007 | PT7S",
        " 5 | PT5S",
        "Tuesday, 07-Jan-25 10:31:30 GMT | PT1M30S",
        "Tue Jan  7 10:31:30 2025 | PT1M30S",
        "Tue, 07 Jan 2025 04:31:30 -0600 | PT1M30S",
        "Tue, 7 Jan 2025 10:31:30 GMT | PT1M30S",
        "Thu, 07 Jan 9999 10:31:30 GMT | PT69898632H1M30S",
        "1.5 |",
        "1e9 |",
        "5s |",
        "2025-01-07T10:31:30Z |",
      })
  void isReadAsSecondsOrAsADate(String header, Duration wait) throws Exception {
    var response = new BasicClassicHttpResponse(503);
    response.addHeader("Retry-After", header);

    assertThat(Reply.read(response, CLOCK).retryAfter()).isEqualTo(wait);
  }
}
