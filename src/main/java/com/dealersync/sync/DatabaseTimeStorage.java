package com.dealersync.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.JobState;
import org.jobrunr.jobs.states.ProcessingState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfigurationReader;
import org.jobrunr.storage.BackgroundJobServerStatus;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.ThreadSafeStorageProvider;
import org.jobrunr.storage.navigation.AmountRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps and compares what a job server stores by the database's clock. JobRunr uses each node's
 * own clock. A node whose clock is hours ahead would then take all others for dead and run their
 * jobs while they work, and a node whose clock is behind would lose its own jobs.
 *
 * <p>It removes dead servers at each heartbeat. JobRunr does so only once in each time-out, and a
 * run whose node died together with the master would wait for two time-outs.
 */
final class DatabaseTimeStorage extends ThreadSafeStorageProvider {

  private static final Logger log = LoggerFactory.getLogger(DatabaseTimeStorage.class);

  private final InstantSource database;
  private final LongSupplier nanoTime;
  private final Duration pollInterval;
  private final Duration timeout;
  private volatile long lastBeat;

  DatabaseTimeStorage(
      StorageProvider storage,
      BackgroundJobServerConfigurationReader settings,
      InstantSource database,
      LongSupplier nanoTime) {
    super(storage);
    this.database = database;
    this.nanoTime = nanoTime;
    pollInterval = settings.getPollInterval();
    timeout = pollInterval.multipliedBy(settings.getServerTimeoutPollIntervalMultiplicand());
    lastBeat = nanoTime.getAsLong();
  }

  @Override
  public void announceBackgroundJobServer(BackgroundJobServerStatus status) {
    super.announceBackgroundJobServer(at(database.instant(), status));
    lastBeat = nanoTime.getAsLong();
  }

  @Override
  public boolean signalBackgroundJobServerAlive(BackgroundJobServerStatus status) {
    Instant now = database.instant();
    boolean running = super.signalBackgroundJobServerAlive(at(now, status));
    if (isRegular(nanoTime.getAsLong())) {
      removeSilentSince(now.minus(timeout));
    }
    return running;
  }

  /**
   * False if this node's own heartbeat was late. The others may then be late for the same reason,
   * and must not be removed.
   */
  private boolean isRegular(long beat) {
    Duration sinceLast = Duration.ofNanos(beat - lastBeat);
    lastBeat = beat;
    return sinceLast.compareTo(pollInterval.multipliedBy(2)) < 0;
  }

  private void removeSilentSince(Instant limit) {
    int removed = super.removeTimedOutBackgroundJobServers(limit);
    if (removed > 0) {
      log.warn(
          "🪦 [JOB_SERVER] {} nodo(s) sin señales de vida desde hace más de {} s; otros siguen con sus ejecuciones",
          removed,
          timeout.toSeconds());
    }
  }

  /**
   * Does nothing: {@link #signalBackgroundJobServerAlive} removes them, by the database's clock.
   */
  @Override
  public int removeTimedOutBackgroundJobServers(Instant byThisNodesClock) {
    return 0;
  }

  /**
   * JobRunr asks for jobs at work to find those whose server died; these are found by the
   * database's clock.
   */
  @Override
  public List<Job> getJobList(StateName state, Instant byThisNodesClock, AmountRequest amount) {
    return super.getJobList(
        state,
        state == StateName.PROCESSING ? database.instant().minus(timeout) : byThisNodesClock,
        amount);
  }

  @Override
  public List<Job> getScheduledJobs(Instant byThisNodesClock, AmountRequest amount) {
    return super.getScheduledJobs(database.instant().plus(pollInterval), amount);
  }

  /**
   * The storage has marked them as at work with this node's time; this stamps them with the
   * database's.
   */
  @Override
  public List<Job> getJobsToProcess(BackgroundJobServer server, AmountRequest amount) {
    List<Job> jobs = super.getJobsToProcess(server, amount);
    return jobs.isEmpty() ? jobs : save(jobs);
  }

  @Override
  public Job save(Job job) {
    stamp(List.of(job));
    return super.save(job);
  }

  @Override
  public List<Job> save(List<Job> jobs) {
    stamp(jobs);
    return super.save(jobs);
  }

  private void stamp(List<Job> jobs) {
    List<ProcessingState> atWork =
        jobs.stream()
            .map(Job::<JobState>getJobState)
            .filter(ProcessingState.class::isInstance)
            .map(ProcessingState.class::cast)
            .toList();
    if (!atWork.isEmpty()) {
      Instant now = database.instant();
      atWork.forEach(state -> state.setUpdatedAt(now));
    }
  }

  private static BackgroundJobServerStatus at(Instant now, BackgroundJobServerStatus status) {
    return new BackgroundJobServerStatus(
        status.getId(),
        status.getName(),
        status.getWorkerPoolSize(),
        status.getPollIntervalInSeconds(),
        status.getDeleteSucceededJobsAfter(),
        status.getPermanentlyDeleteDeletedJobsAfter(),
        status.getFirstHeartbeat(),
        now,
        status.isRunning(),
        status.getSystemTotalMemory(),
        status.getSystemFreeMemory(),
        status.getSystemCpuLoad(),
        status.getProcessMaxMemory(),
        status.getProcessFreeMemory(),
        status.getProcessAllocatedMemory(),
        status.getProcessCpuLoad());
  }
}
