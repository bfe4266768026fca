package com.dealersync.sync;

import com.dealersync.notices.NoticeJob;
import com.dealersync.notices.NoticeJobHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jobrunr.jobs.Job;
import org.jobrunr.jobs.states.ScheduledState;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.navigation.AmountRequest;

/**
 * Works the jobs that the service has stored, one after the other, by the time that a test sets.
 * Like a job server whose node dies now and then it loses a round's job, begins it before its time,
 * or begins it twice.
 */
final class JobsByHand {

  private static final int MOST = 1_000;

  private final StorageProvider jobs;
  private final SyncJobHandler runs;
  private final RoundJobHandler rounds;
  private final NoticeJobHandler notices;

  JobsByHand(
      StorageProvider jobs, SyncJobHandler runs, RoundJobHandler rounds, NoticeJobHandler notices) {
    this.jobs = jobs;
    this.runs = runs;
    this.rounds = rounds;
    this.notices = notices;
  }

  void forget() {
    for (StateName state : StateName.values()) {
      in(state).forEach(job -> jobs.deletePermanently(job.getId()));
    }
  }

  /** When the first of the jobs that wait for their time begins. */
  Optional<Instant> next() {
    return in(StateName.SCHEDULED).stream().map(JobsByHand::begin).min(Instant::compareTo);
  }

  /** Works what is due until nothing is. */
  void work(Instant now) {
    in(StateName.SCHEDULED).stream().filter(job -> !begin(job).isAfter(now)).forEach(this::enqueue);
    for (List<Job> queued = in(StateName.ENQUEUED);
        !queued.isEmpty();
        queued = in(StateName.ENQUEUED)) {
      queued.forEach(this::work);
    }
  }

  /** Something befalls one of the rounds that wait; returns what. */
  String strike(RandomGenerator random) {
    List<Job> waiting =
        in(StateName.SCHEDULED).stream().filter(job -> request(job) instanceof RoundJob).toList();
    if (waiting.isEmpty()) {
      return "nothing";
    }
    Job job = waiting.get(random.nextInt(waiting.size()));
    return switch (random.nextInt(4)) {
      case 0 -> {
        jobs.deletePermanently(job.getId());
        yield "lost job";
      }
      case 1 -> {
        enqueue(job);
        yield "job before its time";
      }
      case 2 -> {
        job.delete("by hand");
        jobs.save(job);
        yield "job that ended for nothing";
      }
      default -> "nothing";
    };
  }

  private void work(Job job) {
    switch (request(job)) {
      case SyncJob run -> runs.run(run);
      case RoundJob round -> {
        rounds.run(round);
        rounds.run(round);
      }
      case NoticeJob notice -> notices.run(notice);
      case Object other -> throw new IllegalStateException("Nobody works " + other);
    }
    job.delete("done");
    jobs.save(job);
  }

  private void enqueue(Job job) {
    job.enqueue();
    jobs.save(job);
  }

  private List<Job> in(StateName state) {
    return new ArrayList<>(jobs.getJobList(state, new AmountRequest("updatedAt:ASC", MOST)));
  }

  private static Instant begin(Job job) {
    ScheduledState state = job.getJobState();
    return state.getScheduledAt();
  }

  private static Object request(Job job) {
    return job.getJobDetails().getJobParameters().getFirst().getObject();
  }
}
