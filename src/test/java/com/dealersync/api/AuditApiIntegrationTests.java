package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.TestTokens;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class AuditApiIntegrationTests {

  private static final String PATH = Api.BASE + "/auditoria";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;

  @BeforeEach
  void clear() {
    scene.clear();
  }

  @Test
  void notesWhoStartedWhatFromWhereAndWhen() {
    scene.productListLoad("20250107_001");

    Answer started =
        api.send(
            start("ana", "ProductList", "20250107_001")
                .setHeader("X-Correlation-Id", "corr-of-ana")
                .setHeader("X-Forwarded-For", "203.0.113.9"));

    Answer audit = api.get(PATH + "?size=1");
    assertThat(started.status()).isEqualTo(202);
    assertThat(audit.at("/data/elementos/0/usuario").asText()).isEqualTo("ana");
    assertThat(audit.at("/data/elementos/0/accion").asText()).isEqualTo("INICIAR");
    assertThat(audit.at("/data/elementos/0/syncControlId"))
        .isEqualTo(started.at("/data/syncControlId"));
    assertThat(audit.at("/data/elementos/0/processType").asText()).isEqualTo("ProductList");
    assertThat(audit.at("/data/elementos/0/idCarga").asText()).isEqualTo("20250107_001");
    assertThat(audit.at("/data/elementos/0/origen").asText()).isEqualTo("127.0.0.1");
    assertThat(audit.at("/data/elementos/0/correlationId").asText()).isEqualTo("corr-of-ana");
    // The database's clock, not the service's, which stands still here.
    assertThat(LocalDateTime.parse(audit.at("/data/elementos/0/instante").asText()))
        .isCloseTo(
            LocalDateTime.ofInstant(Instant.now(), ZoneId.of("America/Mexico_City")),
            org.assertj.core.api.Assertions.within(Duration.ofMinutes(1)));
  }

  /** Whoever asks again and again while a run is at work must not fill a table. */
  @ParameterizedTest
  @CsvSource({
    "Otro, 20250107_001, 400",
    "ProductList, absent, 400",
    "ProductList, done, 400",
    "ProductList, 20250107_002, 409",
    "ProductList, 20250107_001, 409"
  })
  void leavesRefusalsToTheLog(
      String processType, String idCarga, int status, CapturedOutput output) {
    scene.productListLoad("20250107_001");
    scene.productListLoad("20250107_002");
    scene.synchronisedProductListLoad("done");
    api.start("ProductList", "20250107_001");
    int before = entriesOf("eva");

    Answer refused = api.send(start("eva", processType, idCarga));

    assertThat(refused.status()).isEqualTo(status);
    assertThat(output).contains("usuario=eva status=" + status);
    assertThat(entriesOf("eva")).isEqualTo(before);
  }

  private int entriesOf(String user) {
    return api.get(PATH + "?usuario=" + user).at("/data/total").asInt();
  }

  @Test
  void notesWhoCancelledWhatButNotWhoCameTooLate() {
    long run = scene.activeRun();
    cancel("ana", run);
    scene.clear();
    cancel("leo", scene.completedRun());
    cancel("leo", 999_999);

    Answer cancelled = api.get(PATH + "?usuario=ana&accion=CANCELAR&size=1");
    assertThat(cancelled.at("/data/elementos/0/syncControlId").asLong()).isEqualTo(run);
    assertThat(api.get(PATH + "?usuario=leo").at("/data/total").asInt()).isZero();
  }

  @Test
  void acceptsNothingThatItCannotNote() {
    scene.productListLoad("20250107_001");
    sql.execute("alter table CO_DS_AUDITORIA rename to HIDDEN_AUDIT");
    try {
      assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(500);
    } finally {
      sql.execute("alter table HIDDEN_AUDIT rename to CO_DS_AUDITORIA");
    }
    assertThat(runs()).isZero();
    assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(202);
  }

  /** The other half: what is not accepted in the end leaves no entry that says it was. */
  @Test
  void notesNoStartWhoseRunWasNotInserted() {
    scene.productListLoad("20250107_001");
    long before = starts();
    sql.execute(
        "alter table CO_EVENTOSCARGASINCCONTROL add constraint NO_RUNS check (COES_INTENTO < 0)");
    try {
      assertThat(api.start("ProductList", "20250107_001").status()).isEqualTo(500);
    } finally {
      sql.execute("alter table CO_EVENTOSCARGASINCCONTROL drop constraint NO_RUNS");
    }
    assertThat(starts()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?accion=BORRAR", "?size=101", "?page=-1", "?usuario=a%00b", "?usuario="})
  void refusesWhatNoEntryCanMatch(String query) {
    Answer answer = api.get(PATH + query);

    assertThat(answer.status()).isEqualTo(query.equals("?usuario=") ? 200 : 400);
  }

  @Test
  void takesAUserByTheWholeNameAndLiterally() {
    scene.productListLoad("20250107_001");
    api.send(start("%' or '1'='1", "ProductList", "20250107_001"));

    assertThat(api.get(PATH + "?usuario=%25%27+or+%271%27%3D%271").at("/data/total").asInt())
        .isEqualTo(1);
    assertThat(api.get(PATH + "?usuario=%25").at("/data/total").asInt()).isZero();
  }

  private HttpRequest.Builder start(String user, String processType, String idCarga) {
    return api.request(
            "POST",
            Api.BASE,
            "{\"processType\": \"%s\", \"idCarga\": \"%s\"}".formatted(processType, idCarga))
        .setHeader("Authorization", "Bearer " + TestTokens.token(user, "sync.write"));
  }

  private void cancel(String user, long run) {
    api.send(
        api.request("POST", Api.BASE + "/" + run + "/cancelar", null)
            .setHeader("Authorization", "Bearer " + TestTokens.token(user, "sync.write")));
  }

  private long starts() {
    return sql.queryForObject(
        "select count(*) from CO_DS_AUDITORIA where AUDI_ACCION = 'INICIAR'", Long.class);
  }

  private long runs() {
    return sql.queryForObject("select count(*) from CO_EVENTOSCARGASINCCONTROL", Long.class);
  }
}
