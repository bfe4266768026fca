package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.lock.LockToken;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.JobDetails;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.jobs.states.StateName;
import org.junit.jupiter.api.Test;

class RunRetriesTests {

  private static final Duration AHEAD = Duration.ofHours(3);

  private final RunRetries retries = new RunRetries(10, 3, null, Instant::now);

  @Test
  void waitsLongerAfterEachFailureUpToAMinute() {
    Job job = job();

    assertThat(waitAfter(job, new IllegalStateException())).isBetween(1L, 10L);
    for (int i = 0; i < 6; i++) {
      waitAfter(job, new IllegalStateException());
    }
    assertThat(waitAfter(job, new IllegalStateException())).isBetween(55L, 60L);
  }

  @Test
  void aRunWhoseNodeDiedAgainAndAgainWaitsForNothing() {
    Job job = job();

    for (int i = 0; i < 10; i++) {
      assertThat(fail(job, new IllegalThreadStateException("Job was too long in PROCESSING")))
          .matches(queued -> queued.hasState(StateName.ENQUEUED));
    }
    assertThat(fail(job, new IllegalThreadStateException()).getState()).isEqualTo(StateName.FAILED);
  }

  @Test
  void waitsByTheDatabasesClockWhateverTheNodesOwnSays() {
    RunRetries onANodeBehind = new RunRetries(10, 3, null, () -> Instant.now().plus(AHEAD));
    Job job = job();
    job.failed("failed", new IllegalStateException());

    onANodeBehind.onStateElection(job, job.getJobState());

    ScheduledState next = job.getJobState();
    assertThat(Duration.between(Instant.now().plus(AHEAD), next.getScheduledAt()).toSeconds())
        .isBetween(1L, 10L);
  }

  @Test
  void waitsByTheNodesOwnClockIfTheDatabaseDoesNotTellTheTime() {
    RunRetries withoutDatabase =
        new RunRetries(
            10,
            3,
            null,
            () -> {
              throw new IllegalStateException("away");
            });
    Job job = job();
    job.failed("failed", new IllegalStateException());

    withoutDatabase.onStateElection(job, job.getJobState());

    ScheduledState next = job.getJobState();
    assertThat(Duration.between(Instant.now(), next.getScheduledAt()).toSeconds())
        .isBetween(1L, 10L);
  }

  @Test
  void aRunThatWasHandedBackIsQueuedAtOnce() {
    Job job = job();
    Claim claim = new Claim(1, LockToken.ofNewRun(), "P", 1, "x", "ana");

    assertThat(fail(job, new HandBackException(claim)).getState()).isEqualTo(StateName.ENQUEUED);
  }

  @Test
  void aRunThatIsHandedBackAgainAndAgainEnds() {
    Job job = job();
    Claim claim = claim();

    for (int i = 0; i < 30; i++) {
      assertThat(fail(job, new HandBackException(claim)).getState()).isEqualTo(StateName.ENQUEUED);
    }
    assertThat(fail(job, new HandBackException(claim)).getState()).isEqualTo(StateName.FAILED);
  }

  @Test
  void whatIsLikelyToFailAgainGetsTwoMoreAttempts() {
    Job job = job();

    waitAfter(job, AttemptFailedException.of(claim(), new OutOfMemoryError("Java heap space")));
    waitAfter(job, AttemptFailedException.of(claim(), new IllegalStateException("ours")));

    assertThat(fail(job, AttemptFailedException.of(claim(), new OutOfMemoryError())).getState())
        .isEqualTo(StateName.FAILED);
  }

  @Test
  void whatAnotherNodeCanDoWaitsForItAsForADatabase() {
    Job job = job();

    for (int i = 0; i < 10; i++) {
      waitAfter(job, AttemptFailedException.of(claim(), new UnknownProcessTypeException("New")));
    }
    assertThat(
            fail(job, AttemptFailedException.of(claim(), new UnknownProcessTypeException("New")))
                .getState())
        .isEqualTo(StateName.FAILED);
  }

  private static Claim claim() {
    return new Claim(1, LockToken.ofNewRun(), "P", 1, "x", "ana");
  }

  private long waitAfter(Job job, Exception failure) {
    ScheduledState next = (ScheduledState) fail(job, failure).getJobState();
    return Duration.between(Instant.now(), next.getScheduledAt()).toSeconds();
  }

  private Job fail(Job job, Exception failure) {
    if (!job.hasState(StateName.ENQUEUED)) {
      job.enqueue();
    }
    job.failed("failed", failure);
    retries.onStateElection(job, job.getJobState());
    return job;
  }

  private static Job job() {
    return new Job(UUID.randomUUID(), new JobDetails(new SyncJob(1, null)));
  }
}
