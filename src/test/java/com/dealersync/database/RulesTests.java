package com.dealersync.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dealersync.sync.RunStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("database")
@TestInstance(Lifecycle.PER_CLASS)
class RulesTests {

  private final JdbcTemplate sql = MigratedDatabase.complete().sql();

  @BeforeEach
  void empty() {
    sql.update("delete from CO_EVENTOSCARGASINCCONTROL");
    sql.update("delete from CO_SINCRONIZACIONCARGAPROCESODEALER");
    sql.update("delete from CO_EVENTOSCARGAPROCESO");
  }

  /** Oracle keeps the service to this by its rights; see the migration. */
  @Test
  @EnabledIfSystemProperty(named = "dealer-sync.test.database", matches = "postgresql")
  void refuseToChangeOrForgetWhatWasAudited() {
    sql.update(
        """
        insert into CO_DS_AUDITORIA
          (AUDI_INSTANTE, AUDI_USUARIO, AUDI_ACCION, AUDI_ORIGEN, AUDI_CORRELACIONID)
        values (CURRENT_TIMESTAMP, 'ana', 'INICIAR', '127.0.0.1', 'c')""");

    for (String change :
        new String[] {
          "update CO_DS_AUDITORIA set AUDI_USUARIO = 'eva'",
          "delete from CO_DS_AUDITORIA",
          "truncate table CO_DS_AUDITORIA"
        }) {
      assertThatThrownBy(() -> sql.execute(change))
          .hasMessageContaining("solo admite renglones nuevos");
    }
    assertThat(sql.queryForList("select AUDI_USUARIO from CO_DS_AUDITORIA", String.class))
        .containsExactly("ana");
  }

  @ParameterizedTest
  @EnumSource(
      value = RunStatus.class,
      names = {"PENDING", "RUNNING"})
  void refuseASecondActiveRunOfAProcessType(RunStatus first) {
    run("ProductList", first.name());

    for (String second : new String[] {"PENDING", "RUNNING"}) {
      assertThatThrownBy(() -> run("ProductList", second))
          .isInstanceOf(DuplicateKeyException.class)
          .message()
          .containsIgnoringCase("UX_COES_PROCESOACTIVO");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = RunStatus.class,
      names = {"PENDING", "RUNNING"},
      mode = Mode.EXCLUDE)
  void freeThePlaceWhenTheRunEnds(RunStatus end) {
    run("ProductList", "RUNNING");

    sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = ?", end.name());

    assertThatCode(() -> run("ProductList", "PENDING")).doesNotThrowAnyException();
  }

  @Test
  void refuseAnEndedRunThatComesBackBesideANewOne() {
    run("ProductList", "FAILED");
    run("ProductList", "RUNNING");

    assertThatThrownBy(
            () -> sql.update("update CO_EVENTOSCARGASINCCONTROL set COES_STATUS = 'RUNNING'"))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void letDifferentProcessTypesRunAtOnce() {
    run("ProductList", "RUNNING");
    run("productlist", "RUNNING");
    run("CampaignList", "PENDING");

    assertThat(
            sql.queryForList(
                "select COES_PROCESOACTIVO from CO_EVENTOSCARGASINCCONTROL", String.class))
        .containsExactlyInAnyOrder("ProductList", "productlist", "CampaignList");
  }

  @ParameterizedTest
  @EnumSource(RunStatus.class)
  void acceptEveryStateOfARun(RunStatus status) {
    assertThatCode(() -> run("ProductList", status.name())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"running", "DONE"})
  void refuseAnyOtherState(String status) {
    assertThatThrownBy(() -> run("ProductList", status))
        .isInstanceOf(DataIntegrityViolationException.class)
        .message()
        .containsIgnoringCase("CK_COES_STATUS");
  }

  @Test
  void refuseTheSameProcessIdTwice() {
    String insert =
        "insert into CO_EVENTOSCARGASINCCONTROL (COES_STATUS, COES_PROCESOID) values ('FAILED', ?)";
    sql.update(insert, "A1B2C3D4E5F60718");
    sql.update(insert, new Object[] {null});
    sql.update(insert, new Object[] {null});

    assertThatThrownBy(() -> sql.update(insert, "A1B2C3D4E5F60718"))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void refuseASecondConfirmationOfADealerForALoad() {
    sql.update("insert into CO_EVENTOSCARGAPROCESO (COCP_EVENTOCARGAPROCESOID) values (1)");
    sql.update("insert into CO_EVENTOSCARGAPROCESO (COCP_EVENTOCARGAPROCESOID) values (2)");
    String insert =
        "insert into CO_SINCRONIZACIONCARGAPROCESODEALER (COSC_COCP_EVENTOCARGAPROCESOID, COSC_DEALERBAC) values (?, ?)";
    sql.update(insert, 1, "BAC1");
    sql.update(insert, 1, "BAC2");
    sql.update(insert, 2, "BAC1");

    assertThatThrownBy(() -> sql.update(insert, 1, "BAC1"))
        .isInstanceOf(DuplicateKeyException.class);
  }

  @Test
  void startARunAtAttemptZeroAndNotCancelled() {
    run("ProductList", "PENDING");

    assertThat(
            sql.queryForMap(
                    "select COES_INTENTO, COES_CANCELSOLICITADO from CO_EVENTOSCARGASINCCONTROL")
                .values())
        .extracting(value -> ((Number) value).intValue())
        .containsExactly(0, 0);
  }

  private void run(String type, String status) {
    sql.update(
        "insert into CO_EVENTOSCARGASINCCONTROL (COES_PROCESSTYPE, COES_STATUS) values (?, ?)",
        type,
        status);
  }
}
