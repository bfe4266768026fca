package com.dealersync.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.IntegrationTest;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Each destination but one is of no use, and costs the one that works nothing. */
@IntegrationTest
class NoticeTroubleIntegrationTests {

  private static final DealerServer GOOD = DealerServer.started();
  private static final DealerServer GONE = DealerServer.forgetful(request -> new Answer(410, "{}"));
  private static final DealerServer SILENT = DealerServer.started();
  private static final String METADATA = "http://169.254.169.254/latest";
  private static final String INNER = "https://10.0.0.1/avisos";

  @Autowired Notices notices;
  @Autowired NoticeSweep sweep;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcTemplate sql;

  @DynamicPropertySource
  static void destinations(DynamicPropertyRegistry registry) {
    SILENT.hold();
    registry.add(
        "dealer-sync.notices.urls",
        () -> String.join(",", METADATA, INNER, gone(), silent(), GOOD.url() + "/avisos"));
    registry.add("dealer-sync.notices.secret", () -> "0123456789abcdef-avisos");
    registry.add("dealer-sync.notices.patience", () -> "1s");
    registry.add("dealer-sync.notices.retries", () -> "10ms");
    registry.add("dealer-sync.notices.mail.to", () -> "ops@example.com");
    registry.add("dealer-sync.notices.mail.from", () -> "dealer-sync@example.com");
    registry.add("spring.mail.host", () -> "127.0.0.1");
    // Nobody listens there.
    registry.add("spring.mail.port", () -> "9");
  }

  @AfterAll
  static void stop() {
    GOOD.close();
    GONE.close();
    SILENT.close();
  }

  @Test
  void whatCannotBeDeliveredIsGivenUpWithItsReasonAndTheOthersAreTold() {
    transaction.executeWithoutResult(open -> notices.tell(notice()));

    await().atMost(Duration.ofSeconds(30)).until(() -> !GOOD.received().isEmpty());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              sweep.sweep();
              return count("PENDIENTE") == 0;
            });

    assertThat(GOOD.received()).hasSize(1);
    assertThat(count("ENTREGADO")).isEqualTo(1);
    assertThat(error(METADATA)).contains("dirección no permitida");
    assertThat(error(INNER)).contains("dirección no permitida");
    assertThat(error(gone())).isEqualTo("HTTP 410");
    assertThat(error(silent())).isNotBlank();
    assertThat(sql.queryForObject(ERROR, String.class, "correo")).contains("correo");
  }

  private static final String ERROR =
      "select AVIS_ERROR from CO_DS_AVISOS where AVIS_ESTADO = 'FALLIDO' and AVIS_DESTINO = ?";

  private String error(String url) {
    return sql.queryForObject(ERROR, String.class, new Destination.Address(url).key());
  }

  private long count(String state) {
    return sql.queryForObject(
        "select count(*) from CO_DS_AVISOS where AVIS_ESTADO = ?", Long.class, state);
  }

  private static String gone() {
    return GONE.url() + "/avisos";
  }

  private static String silent() {
    return SILENT.url() + "/avisos";
  }

  private static Notice notice() {
    return new Notice(
        NoticeEvent.CARGA_PARCIAL,
        7,
        "ProductList",
        "20250107_001",
        7L,
        7,
        LocalDateTime.of(2025, 1, 7, 10, 30),
        "Faltan 2 dealers.",
        new Notice.Dealers(5, 3, 2));
  }
}
