package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the dealers' guide against what deliveries do. */
class DealersGuideTests {

  @ParameterizedTest
  @CsvSource({"recibir.md, sí, no, con token", "receiving.md, yes, no, with a token"})
  void saysOfEachAnswerWhetherItIsRepeated(String page, String yes, String no, String token)
      throws Exception {
    List<String[]> rows = rows(page, "statuses");

    assertThat(rows).hasSizeGreaterThan(10);
    for (String[] row : rows) {
      for (String status : row[0].split("[^0-9]+")) {
        int code = Integer.parseInt(status);
        boolean repeated = !Reply.isSuccess(code) && StatusReason.of(code).kind().retried();
        assertThat(row[2]).as(status).isEqualTo(repeated ? yes : no);
        assertThat(Reply.isSuccess(code)).as(status).isEqualTo(row[0].contains("token"));
      }
    }
    assertThat(rows.getFirst()[0]).endsWith(token);
  }

  @ParameterizedTest
  @CsvSource({"recibir.md", "receiving.md"})
  void hasTheTimeOutsThatHold(String page) throws Exception {
    DeliveryProperties.Timeouts timeouts = Deliveries.properties().timeout();

    assertThat(rows(page, "timeouts").stream().map(row -> row[1]))
        .containsExactlyElementsOf(
            Stream.of(
                    timeouts.dns(),
                    timeouts.connect(),
                    timeouts.tls(),
                    timeouts.firstByte(),
                    timeouts.exchange(),
                    timeouts.longest())
                .map(limit -> limit.toSeconds() + " s")
                .toList());
  }

  @ParameterizedTest
  @CsvSource({"recibir.md", "receiving.md"})
  void hasTheRetriesThatHold(String page) throws Exception {
    DeliveryProperties.Retry retry = Deliveries.properties().retry();

    assertThat(retry.delays()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(15));
    assertThat(retry.jitter()).isEqualTo(0.2);
    assertThat(retry.longestRetryAfter()).isEqualTo(Duration.ofSeconds(120));
    assertThat(retry.budget()).isEqualTo(Duration.ofMinutes(15));
    assertThat(text(page)).contains("2 s", "15 s", "± 20 %", "120 s", "15 min");
  }

  private static List<String[]> rows(String page, String marker) throws Exception {
    Matcher part =
        Pattern.compile("(?s)<!-- %1$s -->\\n(.*?)<!-- /%1$s -->".formatted(marker))
            .matcher(text(page));
    assertThat(part.find()).isTrue();
    return part.group(1)
        .lines()
        .skip(2)
        .map(row -> row.substring(2, row.length() - 2).split(" \\| "))
        .toList();
  }

  private static String text(String page) throws Exception {
    return Files.readString(Path.of("src", "docs", page));
  }
}
