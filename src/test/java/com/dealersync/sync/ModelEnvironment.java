package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.dealersync.sync.ModelAttempt.At;
import java.util.ArrayList;
import java.util.List;

/** What nobody asked for. */
final class ModelEnvironment {

  private ModelEnvironment() {}

  static void add(ModelRules rules, ModelSteps steps) {
    ModelState state = steps.state();
    time(steps, state);
    if (state.key().holder() != null) {
      steps.fault(ModelFault.KEY_LOST, () -> "Redis loses the key", () -> state.key(ModelKey.FREE));
    }
    late(rules, steps, state);
    others(steps, state);
    steps.fault(
        ModelFault.CLEANED,
        () -> "an operator ends every run and deletes the lock",
        () -> state.cleaned());
    for (int i = 0; i < state.rows().size(); i++) {
      int run = i;
      if (state.rows().get(run).isActive()) {
        steps.fault(
            ModelFault.CANCELLED,
            () -> "an operator's wish to cancel ends " + ModelTold.run(run),
            () -> cancelled(rules, state, run));
      }
    }
    for (int i = 0; i < state.requests().size(); i++) {
      int post = i;
      if (state.requests().get(post).isOnItsWay()) {
        steps.fault(
            ModelFault.CRASH,
            () -> "the process of " + ModelTold.post(post) + " crashes",
            () -> state.request(post, ModelRequest.OVER));
      }
    }
    for (int i = 0; i < state.attempts().size(); i++) {
      int index = i;
      if (!state.attempts().get(index).isOver()) {
        steps.fault(
            ModelFault.CRASH,
            () -> "the process of " + ModelTold.attempt(state.attempts().get(index)) + " crashes",
            () -> state.gone(index));
      }
    }
  }

  /** What only those notice who are about to look is walked only just before they do. */
  private static void others(ModelSteps steps, ModelState state) {
    ModelContents contents = state.contents();
    if (!contents.areLookedAt()) {
      return;
    }
    if (state.attempts().stream().anyMatch(attempt -> attempt.at() == At.READ_CATALOG)) {
      steps.fault(
          ModelFault.CATALOG_CHANGED,
          () -> "the catalog's tables change",
          () -> state.contents(contents.changed()));
    }
    boolean matters =
        contents.loads().size() > 1
            && contents.loads().getFirst().current()
            && (state.requests().getFirst().at() == ModelRequest.At.NOT_SENT
                || state.attempts().stream().anyMatch(ModelEnvironment::looksAtItsLoad));
    if (matters) {
      steps.fault(
          ModelFault.LOAD_REPLACED,
          () -> "a loader says that the newer load is the current one",
          () -> state.contents(contents.replaced()));
    }
  }

  private static boolean looksAtItsLoad(ModelAttempt attempt) {
    return attempt.at() == At.PREPARE || attempt.at() == At.SEAL;
  }

  private static void late(ModelRules rules, ModelSteps steps, ModelState state) {
    LockToken late = state.late();
    if (late != null) {
      String holder = state.key().holder();
      boolean isRequests = late.attempt() == 0;
      String after = isRequests ? rules.acquire(holder, late).holder() : rules.hold(holder, late);
      boolean taken = late.value().equals(after) && !(isRequests && late.value().equals(holder));
      steps.command(
          () -> "Redis executes the command of " + ModelTold.holder(late.value()) + " only now",
          late,
          taken ? state.late(null).key(ModelKey.of(after)) : state.late(null));
    }
  }

  private static ModelState cancelled(ModelRules rules, ModelState state, int run) {
    ModelRow row = state.rows().get(run);
    ModelState ended = state.endedEarly(run, row.ended(RunStatus.CANCELLED));
    String holder = state.key().holder();
    boolean released =
        holder != null && rules.release(holder, ModelKey.token(run, row.newest())) == null;
    return released ? ended.key(ModelKey.FREE) : ended;
  }

  /** While somebody is in the middle of something it is that somebody who is paused. */
  private static void time(ModelSteps steps, ModelState state) {
    ModelState later = state.later();
    if (later.equals(state)) {
      return;
    }
    if (steps.isQuiet()) {
      steps.time(() -> passes(state, later), later);
      return;
    }
    steps.fault(ModelFault.PAUSE, () -> passes(state, later), () -> later);
    ModelState muchLater = later.later();
    if (!muchLater.equals(later)) {
      steps.fault(ModelFault.PAUSE, () -> passes(state, muchLater), () -> muchLater);
    }
  }

  private static String passes(ModelState before, ModelState after) {
    List<String> what = new ArrayList<>();
    for (ModelAttempt attempt : before.attempts()) {
      if (attempt.isAtWork() && attempt.proven() == ModelAge.FRESH) {
        what.add(ModelTold.attempt(attempt) + " hangs and its lease lapses");
      }
    }
    for (int run = 0; run < before.rows().size(); run++) {
      if (before.rows().get(run).silence() != after.rows().get(run).silence()
          && after.rows().get(run).silence() == ModelAge.OLD) {
        what.add(ModelTold.run(run) + " looks dead to others");
      }
    }
    if (before.key().holder() != null && after.key().holder() == null) {
      what.add("the key expires");
    }
    return what.isEmpty() ? "time passes" : "time passes: " + String.join(", ", what);
  }
}
