package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.catalog.DateColumns;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class RetentionIntegrationTests {

  @Autowired JdbcTemplate sql;
  @Autowired DateColumns dates;
  @Autowired TransactionTemplate transaction;
  @Autowired DatabaseClock clock;
  @Autowired JobServer jobServer;
  @Autowired TestData data;

  @BeforeEach
  @AfterEach
  void clear() {
    sql.update("delete from CO_EVENTOSCARGASINCCONTROL");
  }

  @Test
  void deletesWhatEndedLongAgoBatchByBatch(CapturedOutput output) {
    ended("old", 31, 7);
    ended("recent", 29, 1);

    retention("30d").sweep();

    assertThat(runs()).containsExactly("recent0");
    assertThat(output).contains("Se borraron 7 ejecuciones terminadas hace más de 30 días");
  }

  @Test
  void keepsRunsThatHaveNotEnded() {
    ended("old", 31, 1);
    sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'RUNNING'");

    retention("30d").sweep();

    assertThat(runs()).containsExactly("old0");
  }

  @Test
  void keepsTheLoadsAndTheirDealers() {
    long load = data.load("ProductList", "kept").dealers(2, "https://a.mx", "s").insert();
    ended("old", 31, 1);
    sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_COCP_EVENTPROCESOID = ?", load);

    retention("30d").sweep();

    assertThat(runs()).isEmpty();
    assertThat(
            sql.queryForObject(
                """
                select count(*) from CO_EVENTOSCARGASNAPSHOTDEALERS
                 where COSD_COCP_EVENTOCARGAPROCESOID = ?""",
                Integer.class,
                load))
        .isEqualTo(2);
  }

  @Test
  void keepsAllWhereItIsOff() {
    ended("ancient", 10_000, 2);

    retention("off").sweep();

    assertThat(runs()).hasSize(2);
  }

  @Test
  void deletesTheAttemptsOfRunsThatEndedLongAgoAndNotTheRuns() {
    ended("old", 31, 2);
    ended("recent", 29, 1);
    attempts();

    retention("off", "30d", "off").sweep();

    assertThat(runs()).hasSize(3);
    assertThat(sql.queryForList("select * from CO_DS_INTENTOS")).hasSize(1);
  }

  @Test
  void deletesTheAttemptsAndResultsOfARunWithIt() {
    ended("old", 31, 2);
    ended("recent", 29, 1);
    attempts();
    sql.update(
        """
        insert into CO_DS_RESULTADOS
          (RESU_COES_SINCCONTROLID, RESU_COSD_EVENTOCARGASNAPDEALERID, RESU_ESTADO, RESU_INTENTOS)
        select COES_SINCCONTROLID, 1, 'EXITOSO', 1
          from CO_EVENTOSCARGASINCCONTROL""");

    retention("30d").sweep();

    assertThat(runs()).containsExactly("recent0");
    assertThat(sql.queryForList("select * from CO_DS_INTENTOS")).hasSize(1);
    assertThat(sql.queryForList("select * from CO_DS_RESULTADOS")).hasSize(1);
  }

  @Test
  void deletesContentsThatCannotBeSentAgain() {
    // Of other tests on this database; a newer one would be in the way.
    sql.update("delete from CO_DS_CONTENIDO");
    long done = content("done", "SINCRONIZADA", 40);
    long open = content("open", "PENDIENTE", 39);
    long newest = content("newest", "SINCRONIZADA", 31);

    retention("off", "off", "30d").sweep();

    assertThat(
            sql.queryForList(
                "select COPA_COCP_EVENTOCARGAPROCESOID from CO_DS_CONTENIDOPARTES order by 1",
                Long.class))
        .containsExactly(open, newest);
    assertThat(
            sql.queryForObject(
                "select CONT_PARTES from CO_DS_CONTENIDO where CONT_COCP_EVENTOCARGAPROCESOID = ?",
                Integer.class,
                done))
        .isZero();
  }

  private long content(String idCarga, String status, int daysAgo) {
    long load = data.load("ProductList", idCarga).status(status).insert();
    sql.update(
        """
        insert into CO_DS_CONTENIDO
          (CONT_COCP_EVENTOCARGAPROCESOID, CONT_PROCESSTYPE, CONT_SHA256, CONT_REGISTROS,
           CONT_BYTES, CONT_PARTES, CONT_SELLADO)
        values (?, 'ProductList', 'x', 1, 1, 1, ?)""",
        load,
        clock.now().local().minusDays(daysAgo));
    sql.update(
        """
        insert into CO_DS_CONTENIDOPARTES (COPA_COCP_EVENTOCARGAPROCESOID, COPA_PARTE, COPA_GZIP)
        values (?, 0, ?)""",
        load,
        new byte[] {1});
    return load;
  }

  @Test
  void nodesMayDeleteAtOnce(CapturedOutput output) throws Exception {
    ended("old", 31, 60);
    Callable<Void> sweep =
        () -> {
          retention("30d").sweep();
          return null;
        };

    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var done : threads.invokeAll(Stream.generate(() -> sweep).limit(4).toList())) {
        done.get();
      }
    }

    assertThat(runs()).isEmpty();
    assertThat(output).doesNotContain("se interrumpió");
  }

  private Retention retention(String age) {
    return retention(age, "off", "off");
  }

  private Retention retention(String age, String attempts, String content) {
    return new Retention(
        sql,
        dates,
        transaction,
        clock,
        jobServer,
        new RetentionProperties(
            RunAge.of(age), RunAge.of(attempts), RunAge.of(content), Duration.ofHours(1), 3));
  }

  private void ended(String name, int daysAgo, int count) {
    for (int i = 0; i < count; i++) {
      sql.update(
          """
          insert into CO_EVENTOSCARGASINCCONTROL
            (COES_PROCESSTYPE, COES_IDCARGA, COES_STATUS, COES_FECHAFIN)
          values ('ProductList', ?, 'COMPLETED', ?)""",
          name + i,
          clock.now().local().minusDays(daysAgo));
    }
  }

  /** One of each run. */
  private void attempts() {
    sql.update(
        """
        insert into CO_DS_INTENTOS
          (INTE_COES_SINCCONTROLID, INTE_WEBHOOKID, INTE_NUMERO, INTE_INSTANTE, INTE_DURACION,
           INTE_CAUSA)
        select COES_SINCCONTROLID, 'msg_1', 1, COES_FECHAFIN, 5, 'OK'
          from CO_EVENTOSCARGASINCCONTROL""");
  }

  private List<String> runs() {
    return sql.queryForList("select COES_IDCARGA from CO_EVENTOSCARGASINCCONTROL", String.class);
  }
}
