package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.dealersync.sync.ModelAttempt.At;
import com.dealersync.sync.ModelAttempt.Beat;
import com.dealersync.sync.RunProtocol.KeyCare;
import com.dealersync.sync.RunProtocol.Proof;

/** What an attempt's heartbeat does next: {@link Heartbeat}. */
final class ModelBeatSteps {

  private final ModelRules rules;
  private final ModelSteps steps;
  private final ModelState state;
  private final int index;
  private final ModelAttempt attempt;
  private final ModelRow row;

  ModelBeatSteps(ModelRules rules, ModelSteps steps, int index) {
    this.rules = rules;
    this.steps = steps;
    this.state = steps.state();
    this.index = index;
    this.attempt = state.attempts().get(index);
    this.row = state.rows().get(attempt.run());
  }

  void add() {
    switch (attempt.beat()) {
      case NONE -> {
        if (attempt.beats() && isOfUse()) {
          prove();
        }
      }
      case STAMPED -> careForTheKey(Proof.STAMPED);
      case REFUSED -> careForTheKey(Proof.FENCED_OUT);
    }
  }

  /** A beat that would change nothing is not walked. */
  private boolean isOfUse() {
    return attempt.proven() != ModelAge.FRESH
        || !state.key().equals(ModelKey.of(token().value()))
        || row.owner() != index;
  }

  /** The question may have been on its way for as long as the proof before it is old. */
  private void prove() {
    if (!rules.mayWrite(row.present(), row.newest(), attempt.number())) {
      steps.progress(
          () -> name() + " is refused by the fence",
          state.attempt(index, attempt.beat(Beat.REFUSED, ModelAge.FRESH)));
      return;
    }
    for (ModelAge asked : ModelAge.values()) {
      if (asked.compareTo(attempt.proven()) <= 0) {
        steps.write(
            () -> name() + " stamps the row",
            index,
            state
                .row(attempt.run(), row.stamped())
                .attempt(index, attempt.beat(Beat.STAMPED, asked)));
      }
    }
  }

  private void careForTheKey(Proof proof) {
    String before = state.key().holder();
    ModelState next =
        attempt.at() == At.BEAT_IN_PROGRESS
            ? state.gone(index)
            : state.attempt(index, answered(proof));
    if (rules.keyAfter(proof) == KeyCare.HOLD) {
      String holder = rules.hold(before, token());
      boolean held = token().value().equals(holder);
      steps.command(
          () -> name() + (held ? " holds the lock" : " leaves a stranger's lock alone"),
          token(),
          held ? next.key(ModelKey.of(holder)) : next);
      steps.fault(ModelFault.REDIS_SILENT, () -> name() + " cannot hold the lock", () -> next);
      steps.late(token(), () -> name() + " ends before it holds the lock", next);
    } else {
      boolean released = before != null && rules.release(before, token()) == null;
      steps.command(
          () -> name() + (released ? " releases the lock" : " has no lock to release"),
          token(),
          released ? next.key(ModelKey.FREE) : next);
    }
  }

  private ModelAttempt answered(Proof proof) {
    if (proof != Proof.STAMPED || !attempt.isAtWork()) {
      return attempt.beat(Beat.NONE, ModelAge.FRESH);
    }
    return attempt.proven(rules.leaseCountsFromTheQuestion() ? attempt.asked() : ModelAge.FRESH);
  }

  private LockToken token() {
    return ModelKey.token(attempt.run(), attempt.number());
  }

  private String name() {
    return "the beat of " + ModelTold.attempt(attempt);
  }
}
