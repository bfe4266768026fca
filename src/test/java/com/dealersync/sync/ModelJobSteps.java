package com.dealersync.sync;

import com.dealersync.sync.ModelRow.Job;
import com.dealersync.sync.ModelState.Watchdog;
import com.dealersync.sync.RunProtocol.Watching;

/** What the job server and the watchdog do next. */
record ModelJobSteps(ModelRules rules, ModelSteps steps) {

  void add() {
    ModelState state = steps.state();
    for (int run = 0; run < state.rows().size(); run++) {
      ModelRow row = state.rows().get(run);
      serve(state, run, row);
      if (row.isActive() && state.watchdogs().size() < steps.scope().watchdogs()) {
        look(state, run, row);
      }
    }
    state.watchdogs().stream().distinct().forEach(decision -> act(state, decision));
  }

  private void serve(ModelState state, int run, ModelRow row) {
    String job = "the job of " + ModelTold.run(run);
    if (row.job() == Job.QUEUED) {
      int index = state.freeAttempt();
      steps.progress(
          () -> "the job server starts " + job,
          state.row(run, row.job(Job.RUNS, index)).attempt(index, ModelAttempt.started(run)));
    }
    if (row.job() == Job.RUNS && row.runner() < 0) {
      steps.progress(
          () -> "the job server finds " + job + " orphaned",
          state.row(run, row.job(Job.QUEUED, -1)));
    }
    if (row.job() == Job.RUNS && row.runner() >= 0) {
      steps.fault(
          ModelFault.RESTART,
          () -> "the job server takes " + job + " for orphaned",
          () -> state.row(run, row.job(Job.QUEUED, -1)));
    }
    if (row.jobWillRun()) {
      steps.fault(
          ModelFault.JOB_LOST,
          () -> "the job server gives " + job + " up",
          () -> state.row(run, row.job(Job.OVER, -1)));
    }
  }

  private void look(ModelState state, int run, ModelRow row) {
    Watching verdict = rules.watching(row.state(), row.jobWillRun());
    if (verdict == Watching.ENQUEUE || verdict == Watching.FAIL) {
      steps.progress(
          () ->
              "the watchdog finds %s %s"
                  .formatted(
                      ModelTold.run(run),
                      verdict == Watching.FAIL ? "dead and without a job" : "without a job"),
          state.decided(new Watchdog(run, verdict)));
    }
  }

  private void act(ModelState state, Watchdog decision) {
    int run = decision.run();
    ModelRow row = state.rows().get(run);
    ModelState idle = state.done(decision);
    if (decision.verdict() == Watching.ENQUEUE) {
      steps.progress(
          () -> "the watchdog enqueues the job of " + ModelTold.run(run),
          row.jobWillRun() ? idle : idle.row(run, row.job(Job.QUEUED, -1)));
    } else if (rules.watching(row.state(), false) == Watching.FAIL) {
      steps.progress(
          () -> "the watchdog closes " + ModelTold.run(run) + " as dead",
          idle.endedEarly(run, row.buried()));
    } else {
      steps.progress(() -> "the watchdog finds it alive or ended by now", idle);
    }
  }
}
