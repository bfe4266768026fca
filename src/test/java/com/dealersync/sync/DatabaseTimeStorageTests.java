package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;
import static org.jobrunr.storage.Paging.AmountBasedList.ascOnUpdatedAt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.EnqueuedState;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServerConfigurationReader;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.InMemoryStorageProvider;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.junit.jupiter.api.Test;

/** The database's clock is a day away from this node's. */
class DatabaseTimeStorageTests {

  private static final Instant START = Instant.now().minus(Duration.ofDays(1));
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final AtomicLong nanos = new AtomicLong();
  private final StorageProvider shared = shared();
  private final DatabaseTimeStorage storage =
      new DatabaseTimeStorage(
          shared,
          new BackgroundJobServerConfigurationReader(
              usingStandardBackgroundJobServerConfiguration()
                  .andPollInterval(POLL)
                  .andServerTimeoutPollIntervalMultiplicand(4)),
          this::now,
          nanos::get);

  @Test
  void aServersHeartbeatIsTheDatabasesTime() {
    UUID server = UUID.randomUUID();
    storage.announceBackgroundJobServer(server(server));
    assertThat(heartbeat(server)).isEqualTo(START);

    pass(POLL);
    storage.signalBackgroundJobServerAlive(server(server));

    assertThat(heartbeat(server)).isEqualTo(START.plus(POLL));
  }

  @Test
  void aServerThatIsSilentForLongIsRemovedByTheNextHeartbeatOfAnother() {
    UUID silent = UUID.randomUUID();
    UUID other = UUID.randomUUID();
    storage.announceBackgroundJobServer(server(silent));
    storage.announceBackgroundJobServer(server(other));

    for (int i = 0; i < 4; i++) {
      pass(POLL);
      storage.signalBackgroundJobServerAlive(server(other));
    }
    assertThat(servers()).containsExactlyInAnyOrder(silent, other);
    pass(POLL);
    storage.signalBackgroundJobServerAlive(server(other));

    assertThat(servers()).containsExactly(other);
  }

  @Test
  void aServerThatWasHeldUpItselfLetsOthersCatchUp() {
    UUID other = UUID.randomUUID();
    UUID heldUp = UUID.randomUUID();
    storage.announceBackgroundJobServer(server(other));
    storage.announceBackgroundJobServer(server(heldUp));

    pass(TIMEOUT.plus(POLL));
    storage.signalBackgroundJobServerAlive(server(heldUp));

    assertThat(servers()).containsExactlyInAnyOrder(heldUp, other);
  }

  @Test
  void aNodesOwnClockRemovesNobody() {
    UUID server = UUID.randomUUID();
    storage.announceBackgroundJobServer(server(server));

    assertThat(storage.removeTimedOutBackgroundJobServers(Instant.MAX)).isZero();

    assertThat(servers()).containsExactly(server);
  }

  @Test
  void aJobAtWorkIsAnOrphanByTheDatabasesTime() {
    Job job = storage.save(job(new ProcessingState(UUID.randomUUID(), "a")));
    pass(TIMEOUT.minusSeconds(1));
    assertThat(orphans(Instant.MAX)).isEmpty();

    storage.save(List.of(job));
    pass(TIMEOUT.minusSeconds(1));
    assertThat(orphans(Instant.MAX)).isEmpty();
    pass(Duration.ofSeconds(2));

    assertThat(orphans(Instant.MIN)).extracting(Job::getId).containsExactly(job.getId());
  }

  @Test
  void aRetryIsDueByTheDatabasesTime() {
    storage.save(job(new ScheduledState(START.plusSeconds(60))));
    assertThat(due(Instant.MAX)).isEmpty();

    pass(Duration.ofSeconds(56));

    assertThat(due(Instant.MIN)).hasSize(1);
  }

  private List<Job> orphans(Instant byThisNodesClock) {
    return storage.getJobList(StateName.PROCESSING, byThisNodesClock, ascOnUpdatedAt(10));
  }

  private List<Job> due(Instant byThisNodesClock) {
    return storage.getScheduledJobs(byThisNodesClock, ascOnUpdatedAt(10));
  }

  private List<UUID> servers() {
    return shared.getBackgroundJobServers().stream().map(BackgroundJobServerStatus::getId).toList();
  }

  private Instant heartbeat(UUID server) {
    return shared.getBackgroundJobServers().stream()
        .filter(status -> status.getId().equals(server))
        .findFirst()
        .orElseThrow()
        .getLastHeartbeat();
  }

  private Instant now() {
    return START.plusNanos(nanos.get());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Job job(JobState state) {
    return new Job(
        UUID.randomUUID(),
        0,
        new JobDetails(new SyncJob(1, null)),
        List.of(new EnqueuedState(), state),
        new ConcurrentHashMap<>());
  }

  private static BackgroundJobServerStatus server(UUID id) {
    return new BackgroundJobServerStatus(
        id,
        "node",
        8,
        (int) POLL.toSeconds(),
        Duration.ofHours(36),
        Duration.ofHours(72),
        Instant.now(),
        Instant.now(),
        true,
        1L,
        1L,
        0.0,
        1L,
        1L,
        1L,
        0.0);
  }

  private static StorageProvider shared() {
    InMemoryStorageProvider memory = new InMemoryStorageProvider();
    memory.setJobMapper(new JobMapper(new JacksonJsonMapper()));
    return memory;
  }
}
