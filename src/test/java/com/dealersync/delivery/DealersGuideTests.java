package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

    assertThat(retry.delays()).hasSize(2);
    assertThat(retry.tailPass()).isTrue();
    assertThat(flowing(page))
        .containsPattern(
            "(A los|After) %d s, (a los )?%d s (del segundo intento|after the second attempt)"
                .formatted(
                    retry.delays().getFirst().toSeconds(), retry.delays().get(1).toSeconds()))
        .contains("(± %.0f %%)".formatted(retry.jitter() * 100))
        .containsPattern(
            "Retry-After.{1,80}(hasta|up to) %d s".formatted(retry.longestRetryAfter().toSeconds()))
        .containsPattern(
            "(repite durante|repeats for) %d minut".formatted(retry.budget().toMinutes()));
  }

  @ParameterizedTest
  @CsvSource({"recibir.md", "receiving.md"})
  void hasTheLimitsThatHold(String page) throws Exception {
    DeliveryProperties properties = Deliveries.properties();
    DeliveryProperties.Breaker breaker = properties.breaker();

    assertThat(flowing(page))
        .containsPattern(
            "(Después de|After) %d (fallas|failures) .{1,60} %d s\\."
                .formatted(breaker.consecutiveFailures(), breaker.openFor().toSeconds()))
        .containsPattern("(hasta|up to) %d (mensajes|messages)".formatted(properties.perOrigin()))
        .containsPattern(
            "(mismos|same) %d s: `proxy_read_timeout`"
                .formatted(properties.timeout().firstByte().toSeconds()))
        .contains("%d kB/s".formatted(properties.timeout().bytesPerSecond() / 1_000))
        .containsPattern("(durante|for) %d h".formatted(properties.rotation().overlap().toHours()))
        .containsPattern("(siempre en|always fits) %d KiB".formatted(DealersHeader.HEAD / 1_024))
        .containsPattern("(hasta|up to) %d KiB".formatted(Reply.LIMIT / 1_024));
  }

  @ParameterizedTest
  @CsvSource({
    "recibir.md, de 1 a 100 caracteres ASCII, 'hasta 64 caracteres'",
    "receiving.md, of 1 to 100 visible ASCII characters, 'up to 64 characters'"
  })
  void saysHowLongTokensAndMessageIdsAre(String page, String token, String id) throws Exception {
    assertThat(flowing(page)).contains(token, id);
    assertThat(Ack.in("{\"ackToken\":\"%s\"}".formatted("a".repeat(100))))
        .isInstanceOf(Ack.Token.class);
    assertThat(Ack.in("{\"ackToken\":\"%s\"}".formatted("a".repeat(101))))
        .isInstanceOf(Ack.None.class);
    assertThat(
            Deliveries.plan(Long.MAX_VALUE, List.of(Deliveries.dealer(1, "https://a.example")))
                .groups()
                .getFirst()
                .webhookId())
        .hasSizeLessThanOrEqualTo(64);
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

  /** Without the breaks of its lines. */
  private static String flowing(String page) throws Exception {
    return text(page).replace("\n  ", " ").replace('\n', ' ');
  }

  private static String text(String page) throws Exception {
    return Files.readString(Path.of("src", "docs", page));
  }
}
