package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.audit.Caller;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.test.context.TestPropertySource;

/**
 * Somebody keeps the row of a run. On PostgreSQL the pool limits the wait, and is tested with it.
 */
@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class LockWaitIntegrationTests {

  private static final Caller ANA = new Caller("ana", "127.0.0.1", "c");

  @Autowired SyncStarter starter;
  @Autowired RunRegistry registry;
  @Autowired DataSource database;
  @Autowired TestData data;

  /** Without the limit H2 would wait for 20 s here, and Oracle for ever. */
  @Test
  void theServerEndsTheWaitOfARequestBeforeItsCallerGivesUp() throws Exception {
    assumeThat(DatabaseKind.current()).isNotEqualTo(DatabaseKind.POSTGRESQL);
    data.load("ProductList", "row-kept").dealers(1, "https://dealer.test", "s").insert();
    Accepted run = (Accepted) starter.start(new StartCommand("ProductList", "row-kept", ANA));
    try (Connection other = database.getConnection()) {
      other.setAutoCommit(false);
      try (PreparedStatement lock =
          other.prepareStatement(
              "select COES_STATUS from CO_EVENTOSCARGASINCCONTROL where COES_SINCCONTROLID = ? for"
                  + " update")) {
        lock.setLong(1, run.syncControlId());
        lock.executeQuery();
      }
      long began = System.nanoTime();

      assertThatThrownBy(() -> registry.requestCancel(run.syncControlId(), ANA))
          .isInstanceOf(PessimisticLockingFailureException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(10));
      other.rollback();
    }
    assertThat(registry.requestCancel(run.syncControlId(), ANA)).isPresent();
  }
}
