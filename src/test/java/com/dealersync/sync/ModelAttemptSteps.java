package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.dealersync.sync.ModelAttempt.At;
import com.dealersync.sync.ModelAttempt.Beat;
import com.dealersync.sync.ModelRow.Job;
import com.dealersync.sync.RunProtocol.Standing;

/** What an attempt does next: {@link SyncJobHandler} and {@link Synchronisation}. */
final class ModelAttemptSteps {

  private final ModelRules rules;
  private final ModelSteps steps;
  private final ModelState state;
  private final int index;
  private final ModelAttempt attempt;
  private final ModelRow row;

  ModelAttemptSteps(ModelRules rules, ModelSteps steps, int index) {
    this.rules = rules;
    this.steps = steps;
    this.state = steps.state();
    this.index = index;
    this.attempt = state.attempts().get(index);
    this.row = state.rows().get(attempt.run());
  }

  void add() {
    switch (attempt.at()) {
      case CLAIM -> claim();
      case TAKE_LOCK -> takeLock();
      case PREPARE, READ_CATALOG, SEAL, ANNOUNCE, SEND, RECORD, RECORD_FAILURE ->
          new ModelContentSteps(rules, steps, this, index).add();
      case CHECK -> check();
      case WRITE -> write();
      case WRITE_UNLOCKED -> commit("commits results", to(At.FINISH));
      case FINISH -> finish();
      case STOP_HEARTBEAT -> stopHeartbeat();
      case RELEASE -> release(attempt.number());
      case FREE_ENDED -> release(row.newest());
      case BEAT_IN_PROGRESS, OVER -> {}
    }
  }

  private void claim() {
    if (!rules.mayClaim(row.present())) {
      steps.progress(() -> name() + " finds that the run has ended", to(At.FREE_ENDED));
      return;
    }
    ModelAttempt claimed = attempt.claimed(rules.claiming(row.newest()));
    steps.progress(
        () -> ModelTold.attempt(claimed) + " claims the run",
        state.row(attempt.run(), row.claimedBy(index, claimed.number())).attempt(index, claimed));
  }

  private void takeLock() {
    At then = state.contents().areLookedAt() ? At.PREPARE : At.CHECK;
    LockToken token = ModelKey.token(attempt.run(), attempt.number());
    String holder = rules.hold(state.key().holder(), token);
    if (token.value().equals(holder)) {
      steps.command(() -> name() + " takes the lock", token, to(then).key(ModelKey.of(holder)));
    } else {
      steps.command(() -> name() + " leaves a stranger's lock alone", token, to(then));
    }
    steps.fault(
        ModelFault.REDIS_SILENT,
        () -> name() + " cannot take the lock and goes on without it",
        () -> to(then));
    steps.late(token, () -> name() + " goes on before it has the lock", to(then));
  }

  private void check() {
    handBack();
    if (attempt.standing(rules) == Standing.OWNER) {
      steps.progress(() -> name() + " checks that it may go on", to(At.WRITE));
    } else {
      stop();
    }
  }

  private void write() {
    if (!mayWrite()) {
      fencedOut();
    } else if (rules.fenceLocksTheRow()) {
      commit("commits results", to(At.FINISH));
    } else {
      steps.progress(() -> name() + " sees that the run is its own", to(At.WRITE_UNLOCKED));
    }
  }

  private void finish() {
    handBack();
    if (attempt.standing(rules) != Standing.OWNER) {
      stop();
    } else if (mayWrite()) {
      commit("commits the run's final state", completed());
    } else {
      fencedOut();
    }
  }

  private ModelState completed() {
    ModelState completed =
        state
            .attempt(index, attempt.stopping(false))
            .row(attempt.run(), row.ended(RunStatus.COMPLETED));
    ModelContents contents = state.contents();
    return contents.areLookedAt()
        ? completed.contents(contents.synchronisedIfComplete(attempt.run()))
        : completed;
  }

  boolean mayWrite() {
    return rules.mayWrite(row.present(), row.newest(), attempt.number());
  }

  private void commit(String what, ModelState next) {
    steps.write(() -> name() + " " + what, index, next);
  }

  void fencedOut() {
    steps.progress(
        () -> name() + " is refused by the fence and stops",
        state.attempt(index, attempt.stopping(false)));
  }

  void handBack() {
    steps.fault(
        ModelFault.HANDED_BACK,
        () -> name() + " hands its run back, for its node stops",
        () -> state.attempt(index, attempt.stopping(true)));
  }

  void stop() {
    boolean again = attempt.standing(rules) == Standing.LAPSED;
    steps.progress(
        () -> name() + (again ? " finds its lease lapsed and stops" : " knows its loss and stops"),
        state.attempt(index, attempt.stopping(again)));
  }

  private void stopHeartbeat() {
    if (attempt.beat() == Beat.NONE || !rules.endAwaitsTheBeat()) {
      steps.progress(() -> name() + " stops its heartbeat", to(At.RELEASE));
    }
  }

  private void release(int number) {
    LockToken token = ModelKey.token(attempt.run(), number);
    String before = state.key().holder();
    boolean released = before != null && rules.release(before, token) == null;
    ModelState over =
        attempt.beat() == Beat.NONE
            ? reported().gone(index)
            : reported().attempt(index, attempt.to(At.BEAT_IN_PROGRESS));
    steps.command(
        () ->
            name()
                + (released
                    ? " releases the lock of " + ModelTold.holder(String.valueOf(before))
                    : " has no lock to release")
                + (attempt.again() ? "; its job is to be tried again" : " and is over"),
        token,
        released ? over.key(ModelKey.FREE) : over);
  }

  /** The job server listens only to the attempt that has the job. */
  private ModelState reported() {
    return row.runner() == index
        ? state.row(attempt.run(), row.job(attempt.again() ? Job.QUEUED : Job.OVER, -1))
        : state;
  }

  private ModelState to(At next) {
    return state.attempt(index, attempt.to(next));
  }

  private String name() {
    return ModelTold.attempt(attempt);
  }
}
