package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.dealersync.sync.RunProtocol.Standing;
import java.util.Optional;

/** What must always hold, by its letter in the design; each says how it is broken. */
enum ModelGuarantee {
  /** Never two effective runs of one process type. */
  E {
    @Override
    Optional<String> brokenIn(ModelState state, boolean quiet, Model model) {
      if (state.rows().stream().filter(ModelRow::isActive).count() > 1) {
        return Optional.of("two runs are active");
      }
      ModelRules rules = model.rules();
      int writers = 0;
      for (ModelAttempt attempt : state.attempts()) {
        if (attempt.isAtWork()) {
          ModelRow row = state.rows().get(attempt.run());
          if (rules.mayWrite(row.present(), row.newest(), attempt.number())) {
            writers++;
          }
          if (row.takenForDead() && attempt.standing(rules) == Standing.OWNER) {
            return Optional.of(
                "%s was taken for dead, and %s may still act"
                    .formatted(ModelTold.run(attempt.run()), ModelTold.attempt(attempt)));
          }
        }
      }
      return writers > 1 ? Optional.of("two attempts may commit") : Optional.empty();
    }
  },

  /** An attempt that lost its claim writes nothing more. */
  F {
    @Override
    Optional<String> brokenBy(ModelStep step, ModelState before) {
      if (step.writer() < 0) {
        return Optional.empty();
      }
      ModelAttempt attempt = before.attempts().get(step.writer());
      return before.rows().get(attempt.run()).owner() == step.writer()
          ? Optional.empty()
          : Optional.of(ModelTold.attempt(attempt) + " had lost its claim, and committed");
    }
  },

  /**
   * The lock is taken from its owner by nobody else, unless the owner's run has ended, or the owner
   * is a request that has had it for too long to live.
   */
  O {
    @Override
    Optional<String> brokenBy(ModelStep step, ModelState before) {
      LockToken by = step.token();
      String holder = before.key().holder();
      if (by == null || holder == null || holder.equals(step.next().key().holder())) {
        return Optional.empty();
      }
      int run = ModelKey.run(holder);
      boolean itsRuns = by.processId().equals(ModelKey.token(run, 0).processId());
      boolean allowed =
          (itsRuns && by.attempt() >= ModelKey.attempt(holder))
              || before.rows().get(run).hasEnded()
              || (ModelKey.attempt(holder) == 0 && before.key().age() != ModelAge.FRESH);
      return allowed
          ? Optional.empty()
          : Optional.of("the lock of %s was taken from it".formatted(ModelTold.holder(holder)));
    }
  },

  /** After a final state the next POST is accepted at once, and no lock stays behind. */
  L {
    @Override
    Optional<String> brokenBy(ModelStep step, ModelState before) {
      return step.refused() < 0 || before.requests().get(step.refused()).excused()
          ? Optional.empty()
          : Optional.of(ModelTold.post(step.refused()) + " was refused, and nothing was active");
    }

    @Override
    Optional<String> brokenIn(ModelState state, boolean quiet, Model model) {
      if (!quiet || state.activeRun().isPresent()) {
        return Optional.empty();
      }
      String holder = state.key().holder();
      if (holder != null
          && state.faults().of(ModelFault.CRASH) == 0
          && state.faults().of(ModelFault.REDIS_LATE) == 0) {
        return Optional.of(
            "every run has ended, and the lock of %s stays behind"
                .formatted(ModelTold.holder(holder)));
      }
      boolean diedBeforeItsRow =
          holder != null
              && state.rows().get(ModelKey.run(holder)).status() == null
              && state.key().age() == ModelAge.FRESH;
      return diedBeforeItsRow || model.acceptsAnother(state)
          ? Optional.empty()
          : Optional.of("every run has ended, and one more POST is refused");
    }
  },

  /** Each accepted run reaches a final state. */
  Z {
    @Override
    Optional<String> brokenIn(ModelState state, boolean quiet, Model model) {
      return quiet && state.later().equals(state)
          ? state.activeRun().map(run -> ModelTold.run(run) + " never ends")
          : Optional.empty();
    }
  };

  Optional<String> brokenBy(ModelStep step, ModelState before) {
    return Optional.empty();
  }

  /**
   * @param quiet whether nobody has anything left to do in it
   */
  Optional<String> brokenIn(ModelState state, boolean quiet, Model model) {
    return Optional.empty();
  }
}
