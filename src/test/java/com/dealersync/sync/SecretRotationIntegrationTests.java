package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dealersync.audit.Caller;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** A dealer's secret is replaced in the database; what does the dealer get? */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class SecretRotationIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();
  private static final String PRESENT = "s3cret-of-today";
  private static final String PREVIOUS = "s3cret-of-yesterday";

  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired DatabaseClock clock;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;

  @AfterEach
  void forget() {
    DEALERS.forget();
    DEALERS.answerWith(DealerServer::confirm);
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void signsWithBothForADay() throws Exception {
    Received request = send("both", Duration.ofHours(23));

    verify(PRESENT, request);
    verify(PREVIOUS, request);
    String[] signatures = request.headers().get("webhook-signature").split(" ");
    assertThat(signatures).hasSize(2);
    verify(PRESENT, signedOnlyWith(signatures[0], request));
    verify(PREVIOUS, signedOnlyWith(signatures[1], request));
    assertThat(request.headers()).containsEntry("X-Webhook-Secret", PRESENT);
    assertThat(request.headers().toString()).doesNotContain(PREVIOUS);
  }

  @Test
  void signsWithThePresentOneOnlyAfterThat() throws Exception {
    onlyThePresentOneVerifies(send("later", Duration.ofHours(25)));
  }

  @Test
  void signsWithThePresentOneOnlyIfTheDateIsStillToCome() throws Exception {
    onlyThePresentOneVerifies(send("tomorrow", Duration.ofHours(-1)));
  }

  @Test
  void signsWithThePresentOneOnlyIfThereIsNoDate() throws Exception {
    onlyThePresentOneVerifies(send("undated", null));
  }

  @Test
  void tellsThePreviousSecretToNobody(CapturedOutput output) {
    DEALERS.answerWith(
        request -> new Answer(401, "expected %s, not %s".formatted(PREVIOUS, PRESENT)));

    send("told-fresh", Duration.ofHours(1));
    send("told-stale", Duration.ofDays(30));

    assertThat(
            sql.queryForList(
                "select COSD_ULTIMOERRORWEBHOOK from CO_EVENTOSCARGASNAPSHOTDEALERS"
                    + " where COSD_DEALERBAC like 'told-%'",
                String.class))
        .hasSize(2)
        .containsOnly(
            "El dealer respondió HTTP 401: no acepta el secreto o la firma."
                + " Compare con él el secreto registrado. Respuesta: expected ***, not ***");
    assertThat(output.getAll()).contains("Entrega sin confirmar").doesNotContain(PREVIOUS);
  }

  /** What a dealer gets whose secret was replaced so long ago. */
  private Received send(String idCarga, @Nullable Duration ago) {
    data.load("ProductList", idCarga)
        .dealer(idCarga, DEALERS.url() + "/" + idCarga, PRESENT)
        .insert();
    sql.update(
        """
        update CO_EVENTOSCARGASNAPSHOTDEALERS
           set COSD_SECRETKEYANTERIOR = ?, COSD_FECHAROTACION = ?
         where COSD_DEALERBAC = ?\
        """,
        PREVIOUS,
        ago == null ? null : clock.now().local().minus(ago),
        idCarga);
    StartResult started =
        starter.start(
            new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
    handler.run(new SyncJob(((StartResult.Accepted) started).syncControlId(), null));
    return DEALERS.received().getLast();
  }

  private static Received signedOnlyWith(String signature, Received request) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.keySet().removeIf("webhook-signature"::equalsIgnoreCase);
    headers.put("webhook-signature", signature);
    return new Received(request.path(), headers, request.body());
  }

  private static void onlyThePresentOneVerifies(Received request) throws Exception {
    verify(PRESENT, request);
    assertThatExceptionOfType(WebhookVerificationException.class)
        .isThrownBy(() -> verify(PREVIOUS, request));
    assertThat(request.headers().get("webhook-signature")).doesNotContain(" ");
  }

  private static void verify(String secret, Received request) throws Exception {
    new Webhook(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))
        .verify(
            new String(request.body(), StandardCharsets.UTF_8),
            HttpHeaders.of(
                request.headers().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
                (name, value) -> true));
  }
}
