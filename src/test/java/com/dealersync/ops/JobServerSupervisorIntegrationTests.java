package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.audit.Caller;
import com.dealersync.sync.JobServer;
import com.dealersync.sync.RunQueries;
import com.dealersync.sync.RunResult;
import com.dealersync.sync.StartCommand;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.sync.SyncStarter;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jobrunr.server.BackgroundJobServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@IntegrationTest
class JobServerSupervisorIntegrationTests {

  private final DealerServer dealers = DealerServer.started();

  @Autowired JobServer jobServer;
  @Autowired BackgroundJobServer jobRunr;
  @Autowired HealthEndpoint health;
  @Autowired SyncStarter starter;
  @Autowired RunQueries queries;
  @Autowired TestData data;

  /** Other tests share this node. */
  @AfterEach
  void leaveItAtWork() {
    dealers.close();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> jobServer.state() == JobServer.State.WORKING);
  }

  @Test
  void aJobServerThatGaveUpWorksAgainByItselfAndLosesNothing() {
    data.load("ProductList", "revived").dealers(2, dealers.url(), "s").insert();
    jobRunr.stop();
    assertThat(jobServer.state()).isEqualTo(JobServer.State.STOPPED);
    assertThat(health.healthForPath("jobServer").getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health.healthForPath("readiness").getStatus())
        .as("it accepts runs all the same")
        .isEqualTo(Status.UP);
    assertThat(health.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);
    assertThat(inVainForWithoutADatabase())
        .as("a database that is away is no reason to restart the node")
        .isZero();

    Accepted run =
        (Accepted)
            starter.start(
                new StartCommand(
                    "ProductList", "revived", new Caller("ana", "127.0.0.1", "corr-1")));

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(queries.find(run.syncControlId()).orElseThrow().result())
                    .isEqualTo(RunResult.TOTAL));
    assertThat(jobServer.state()).isEqualTo(JobServer.State.WORKING);
    assertThat(health.healthForPath("jobServer").getStatus()).isEqualTo(Status.UP);
  }

  /** Asked of a supervisor whose database is nowhere, while the job server is stopped. */
  private Duration inVainForWithoutADatabase() {
    AtomicLong nanos = new AtomicLong();
    DataSource nowhere =
        new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none?connectTimeout=1", "", "");
    JobServerSupervisor supervisor =
        new JobServerSupervisor(jobServer, nowhere, nanos::get, new SimpleMeterRegistry());
    supervisor.check();
    nanos.addAndGet(Duration.ofMinutes(30).toNanos());
    supervisor.check();
    return supervisor.inVainFor();
  }
}
