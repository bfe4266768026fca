package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dealersync.audit.Caller;
import com.dealersync.sync.StartResult.Accepted;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.util.List;
import org.jobrunr.jobs.Job;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.StorageException;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.ThreadSafeStorageProvider;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/**
 * A database that says in Spanish that a job is there already, which JobRunr does not understand.
 */
@IntegrationTest
@TestPropertySource(properties = "jobrunr.background-job-server.enabled=false")
class QueuedTwiceIntegrationTests {

  @Autowired SyncStarter starter;
  @Autowired RunRegistry registry;
  @Autowired SyncRuns runs;
  @Autowired StorageProvider jobs;
  @Autowired JobServer jobServer;
  @Autowired RunTraces traces;
  @Autowired TestData data;

  @Test
  void leaveAHealthyRunAlone() {
    data.load("ProductList", "queued-twice").dealers(1, "https://dealer.test", "s").insert();
    Accepted accepted =
        (Accepted)
            starter.start(
                new StartCommand(
                    "ProductList", "queued-twice", new Caller("ana", "127.0.0.1", "c")));
    SyncRun run = runs.findById(accepted.syncControlId()).orElseThrow();

    handOver(new SpanishStorage(jobs)).handOver(run, accepted.jobId());

    assertThat(runs.findById(run.id()).orElseThrow().status()).isEqualTo(RunStatus.PENDING);

    jobs.deletePermanently(accepted.jobId());
    HandOver broken = handOver(new FullStorage(jobs));
    assertThatThrownBy(() -> broken.handOver(run, accepted.jobId()))
        .isInstanceOf(HandOverException.class);
    assertThat(runs.findById(run.id()).orElseThrow().status()).isEqualTo(RunStatus.FAILED);
  }

  private HandOver handOver(StorageProvider storage) {
    return new HandOver(
        new JobRequestScheduler(storage, List.of()), registry, storage, jobServer, traces);
  }

  private static final class SpanishStorage extends ThreadSafeStorageProvider {

    SpanishStorage(StorageProvider storage) {
      super(storage);
    }

    @Override
    public Job save(Job job) {
      try {
        return super.save(job);
      } catch (ConcurrentJobModificationException e) {
        throw new StorageException(
            new IllegalStateException("ORA-00001: restricción única (DS.PK_JOBS) violada"));
      }
    }
  }

  private static final class FullStorage extends ThreadSafeStorageProvider {

    FullStorage(StorageProvider storage) {
      super(storage);
    }

    @Override
    public Job save(Job job) {
      throw new StorageException(
          new IllegalStateException("ORA-01653: no se ha podido ampliar la tabla"));
    }
  }
}
