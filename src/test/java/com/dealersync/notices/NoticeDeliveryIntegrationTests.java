package com.dealersync.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.IntegrationTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.standardwebhooks.Webhook;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** A notice reaches each destination once, through a real job server, HTTP and SMTP. */
@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class NoticeDeliveryIntegrationTests {

  private static final String SECRET = "0123456789abcdef-avisos";
  private static final DealerServer RECEIVER = DealerServer.started();
  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final AtomicLong IDS = new AtomicLong(1_000);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Autowired Notices notices;
  @Autowired NoticeRows rows;
  @Autowired NoticeSweep sweep;
  @Autowired NoticeJobHandler handler;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcTemplate sql;

  private final long about = IDS.incrementAndGet();

  @DynamicPropertySource
  static void destinations(DynamicPropertyRegistry registry) {
    MAIL.start();
    registry.add("dealer-sync.notices.urls", () -> RECEIVER.url() + "/avisos");
    registry.add("dealer-sync.notices.secret", () -> SECRET);
    registry.add("dealer-sync.notices.retries", () -> "100ms,100ms");
    registry.add("dealer-sync.notices.mail.to", () -> "ops@example.com,jefa@example.com");
    registry.add("dealer-sync.notices.mail.from", () -> "dealer-sync@example.com");
    registry.add("spring.mail.host", () -> "127.0.0.1");
    registry.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
  }

  @BeforeEach
  void forget() throws Exception {
    sql.update("delete from CO_DS_AVISOS");
    RECEIVER.forget();
    RECEIVER.answerWith(request -> new Answer(204, ""));
    MAIL.purgeEmailFromAllMailboxes();
  }

  @AfterEach
  void settle() {
    sql.update("delete from CO_DS_AVISOS");
  }

  @AfterAll
  static void stop() {
    RECEIVER.close();
    MAIL.stop();
  }

  @Test
  void aMessageIsSignedAsInStandardWebhooksAndSaysWhatHappened() throws Exception {
    tell();

    await().atMost(SOON).until(() -> states("ENTREGADO") == 2);
    Received received = RECEIVER.received().getFirst();
    String body = new String(received.body(), StandardCharsets.UTF_8);
    String key = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    new Webhook(key).verify(body, headers(received));
    JsonNode message = JSON.readTree(body);
    assertThat(message.at("/evento").asText()).isEqualTo("carga.parcial");
    assertThat(message.at("/processType").asText()).isEqualTo("ProductList");
    assertThat(message.at("/idCarga").asText()).isEqualTo("20250107_001");
    assertThat(message.at("/eventoCargaProcesoId").asLong()).isEqualTo(7);
    assertThat(message.at("/syncControlId").asLong()).isEqualTo(about);
    assertThat(message.at("/momento").asText()).isEqualTo("2025-01-07T10:30:00");
    assertThat(message.at("/dealers")).hasToString("{\"totales\":5,\"exitosos\":3,\"fallidos\":2}");
    assertThat(received.headers()).doesNotContainKeys("X-Webhook-Secret", "X-GM-Dealers");
  }

  @Test
  void oneThatIsTakenIsNoDeliveryWithoutAConfirmation(CapturedOutput output) {
    tell();

    await().atMost(SOON).until(() -> states("ENTREGADO") == 2);
    assertThat(output.getOut())
        .contains("Aviso carga.parcial:" + about + " entregado")
        .doesNotContain("Entrega sin confirmar");
  }

  @Test
  void aMailGoesToAllWhoGetThemAndSaysTheSame() throws Exception {
    tell();

    await().atMost(SOON).until(() -> states("ENTREGADO") == 2);
    List<MimeMessage> mails = new ArrayList<>();
    for (MimeMessage mail : MAIL.getReceivedMessages()) {
      if (mail.getContent().toString().contains("Ejecución: " + about)) {
        mails.add(mail);
      }
    }
    assertThat(mails).hasSize(2);
    assertThat(mails.get(0).getSubject())
        .isEqualTo("[dealer-sync] ProductList 20250107_001: quedó incompleta");
    assertThat(mails.get(0).getFrom()[0]).hasToString("dealer-sync@example.com");
    assertThat(mails.get(0).getAllRecipients()).hasSize(2);
    assertThat(mails.get(0).getContent().toString())
        .contains("Faltan 2 dealers.", "Confirmaron: 3", "Ejecución: " + about);
    assertThat(mails.get(0).getHeader("Message-ID")[0])
        .isEqualTo(mails.get(1).getHeader("Message-ID")[0]);
  }

  @Test
  void theSameChangeIsToldOnce() {
    tell();
    await().atMost(SOON).until(() -> states("ENTREGADO") == 2);
    tell();
    sweep.sweep();

    assertThat(sql.queryForObject("select count(*) from CO_DS_AVISOS", Long.class)).isEqualTo(2);
    assertThat(RECEIVER.received()).hasSize(1);
  }

  @Test
  void aChangeThatIsNotCommittedIsNotTold() {
    transaction.executeWithoutResult(
        open -> {
          notices.tell(notice());
          open.setRollbackOnly();
        });

    assertThat(sql.queryForObject("select count(*) from CO_DS_AVISOS", Long.class)).isZero();
  }

  @Test
  void aReceiverThatFailsGetsTheSameMessageAgain() {
    RECEIVER.answerWith(request -> new Answer(RECEIVER.received().size() < 3 ? 500 : 200, "{}"));
    tell();

    sweepUntil(() -> states("ENTREGADO") == 2);
    assertThat(RECEIVER.received()).hasSize(3);
    assertThat(RECEIVER.received().stream().map(r -> r.headers().get("webhook-id")).distinct())
        .hasSize(1);
  }

  @Test
  void whatFailsAfterTheLastRetryIsGivenUpWithItsReason() {
    RECEIVER.answerWith(request -> new Answer(302, ""));
    tell();

    sweepUntil(() -> states("FALLIDO") == 1);
    assertThat(RECEIVER.received()).hasSize(3);
    assertThat(
            sql.queryForObject(
                "select AVIS_ERROR from CO_DS_AVISOS where AVIS_ESTADO = 'FALLIDO'", String.class))
        .isEqualTo("HTTP 302");
  }

  @Test
  void severalJobsForOneAttemptDeliverOnce() throws Exception {
    long id = alone("2030-01-01T00:00:00Z");
    inParallel(8, () -> handler.run(new NoticeJob(id, 0)));

    assertThat(RECEIVER.received()).hasSize(1);
    assertThat(states("ENTREGADO")).isEqualTo(1);
  }

  @Test
  void severalSweepsQueueOneJob() throws Exception {
    alone("2020-01-01T00:00:00Z");
    List<NoticeRows.Waiting> seen = rows.waiting();
    AtomicLong won = new AtomicLong();
    inParallel(
        8,
        () -> {
          if (rows.putOff(seen.getFirst(), Duration.ofMinutes(2))) {
            won.incrementAndGet();
          }
        });

    assertThat(won).hasValue(1);
  }

  /** As after a kill between the claim and the answer. */
  @Test
  void anAttemptThatNobodyEndedIsMadeAgainUnderTheSameId() {
    long id = alone("2030-01-01T00:00:00Z");
    assertThat(rows.claim(id, 0, Duration.ofMinutes(3))).isPresent();
    sweep.sweep();
    handler.run(new NoticeJob(id, 0));
    assertThat(RECEIVER.received()).isEmpty();

    sql.update("update CO_DS_AVISOS set AVIS_PROXIMO = CURRENT_TIMESTAMP");

    sweepUntil(() -> states("ENTREGADO") == 1);
    assertThat(RECEIVER.received()).hasSize(1);
  }

  /** As after a kill between the commit and the queue. */
  @Test
  void aSweepFindsWhatWasCommittedAndNotQueued() {
    alone("2020-01-01T00:00:00Z");

    sweepUntil(() -> states("ENTREGADO") == 1);
    assertThat(RECEIVER.received()).hasSize(1);
  }

  @Test
  void whatHasNoDestinationAnyMoreIsDropped() {
    long id = alone("2030-01-01T00:00:00Z");
    sql.update("update CO_DS_AVISOS set AVIS_DESTINO = 'gone'");
    handler.run(new NoticeJob(id, 0));

    assertThat(states("DESCARTADO")).isEqualTo(1);
  }

  @Test
  void severalNodesThatSeeTheSameTellItOnce() throws Exception {
    inParallel(
        8,
        () -> {
          try {
            notices.tellFirst(notice());
          } catch (DataIntegrityViolationException faster) {
            assertThat(faster).isNotNull();
          }
        });

    await().atMost(SOON).until(() -> states("ENTREGADO") == 2);
    assertThat(RECEIVER.received()).hasSize(1);
  }

  private void tell() {
    transaction.executeWithoutResult(open -> notices.tell(notice()));
  }

  private Notice notice() {
    return new Notice(
        NoticeEvent.CARGA_PARCIAL,
        about,
        "ProductList",
        "20250107_001",
        7L,
        about,
        LocalDateTime.of(2025, 1, 7, 10, 30),
        "Faltan 2 dealers.",
        new Notice.Dealers(5, 3, 2));
  }

  /** A notice to the receiver alone, of which no job knows. */
  private long alone(String due) {
    sql.update(
        """
        insert into CO_DS_AVISOS
          (AVIS_CLAVE, AVIS_DESTINO, AVIS_EVENTO, AVIS_PROCESSTYPE, AVIS_CUERPO, AVIS_ESTADO,
           AVIS_INTENTOS, AVIS_CREADO, AVIS_PROXIMO)
        values (?, ?, 'carga.parcial', 'ProductList', '{}', 'PENDIENTE', 0, CURRENT_TIMESTAMP, ?)\
        """,
        "carga.parcial:" + about,
        new Destination.Address(RECEIVER.url() + "/avisos").key(),
        OffsetDateTime.parse(due));
    return sql.queryForObject("select max(AVIS_AVISOID) from CO_DS_AVISOS", Long.class);
  }

  private long states(String state) {
    return sql.queryForObject(
        "select count(*) from CO_DS_AVISOS where AVIS_ESTADO = ?", Long.class, state);
  }

  private void sweepUntil(Callable<Boolean> done) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              sweep.sweep();
              return done.call();
            });
  }

  private static HttpHeaders headers(Received received) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of(received.headers().get("webhook-id")),
            "webhook-timestamp", List.of(received.headers().get("webhook-timestamp")),
            "webhook-signature", List.of(received.headers().get("webhook-signature"))),
        (name, value) -> true);
  }

  private static void inParallel(int threads, Runnable what) throws Exception {
    CyclicBarrier together = new CyclicBarrier(threads);
    try (ExecutorService all = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> running =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(
                  i ->
                      all.submit(
                          () -> {
                            together.await();
                            what.run();
                            return null;
                          }))
              .toList();
      for (Future<?> each : running) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
  }
}
