package com.dealersync.sync;

import org.jspecify.annotations.Nullable;

/**
 * A run's row and its job. Run, request and process id have the same number in the model.
 *
 * @param status null while there is no row
 * @param newest the newest attempt
 * @param silence since the last sign of life
 * @param owner what is true, whatever the rules say: which of {@link ModelState#attempts()} claimed
 *     the run last and has not lost it since; -1 if none
 * @param takenForDead whether somebody ended it because nobody seemed to be at work on it
 * @param runner which of {@link ModelState#attempts()} the job runs in; -1 if it does not, or if
 *     that is no more
 */
record ModelRow(
    @Nullable RunStatus status,
    int newest,
    ModelAge silence,
    int owner,
    boolean takenForDead,
    Job job,
    int runner) {

  /** The job, as the job server sees it. */
  enum Job {
    NONE,
    QUEUED,
    RUNS,
    /** It ran to its end, or was given up. */
    OVER
  }

  static final ModelRow ABSENT = new ModelRow(null, 0, ModelAge.FRESH, -1, false, Job.NONE, -1);

  static ModelRow accepted() {
    return new ModelRow(RunStatus.PENDING, 0, ModelAge.FRESH, -1, false, Job.NONE, -1);
  }

  boolean isActive() {
    return status != null && status.isActive();
  }

  boolean hasEnded() {
    return status != null && !status.isActive();
  }

  boolean jobWillRun() {
    return job == Job.QUEUED || job == Job.RUNS;
  }

  RunStatus present() {
    if (status == null) {
      throw new IllegalStateException("There is no row");
    }
    return status;
  }

  RunState state() {
    return new RunState(present(), newest, silence.duration());
  }

  ModelRow claimedBy(int attempt, int number) {
    return new ModelRow(
        RunStatus.RUNNING, number, ModelAge.FRESH, attempt, takenForDead, job, runner);
  }

  ModelRow stamped() {
    return new ModelRow(status, newest, ModelAge.FRESH, owner, takenForDead, job, runner);
  }

  ModelRow ended(RunStatus end) {
    return new ModelRow(end, newest, ModelAge.FRESH, -1, takenForDead, job, runner);
  }

  /** Ended by somebody who took it for dead. */
  ModelRow buried() {
    return new ModelRow(RunStatus.FAILED, newest, ModelAge.FRESH, -1, true, job, runner);
  }

  ModelRow job(Job next, int in) {
    return new ModelRow(status, newest, silence, owner, takenForDead, next, in);
  }

  ModelRow without(int attempt) {
    return new ModelRow(
        status,
        newest,
        silence,
        owner == attempt ? -1 : owner,
        takenForDead,
        job,
        runner == attempt ? -1 : runner);
  }

  ModelRow later() {
    return isActive()
        ? new ModelRow(status, newest, silence.later(), owner, takenForDead, job, runner)
        : this;
  }
}
