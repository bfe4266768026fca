package com.dealersync.sync;

import com.dealersync.lock.LockToken;
import com.dealersync.sync.ModelContents.Result;
import com.dealersync.sync.RunProtocol.Standing;
import java.util.List;
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

  /** All that ever reaches anybody of a load is one content, whatever becomes of the catalog. */
  C {
    @Override
    Optional<String> brokenIn(ModelState state, boolean quiet, Model model) {
      List<ModelContents.Load> loads = state.contents().loads();
      for (int load = 0; load < loads.size(); load++) {
        if (Integer.bitCount(loads.get(load).sent()) > 1) {
          return Optional.of("dealers got two contents of " + ModelTold.load(load));
        }
      }
      return Optional.empty();
    }
  },

  /**
   * No older load is announced to a dealer after a newer one was to anybody, and no run of a load
   * begins to send after it was replaced. An attempt that hangs between its announcement and its
   * first byte may still be late, which no service can see to.
   */
  N {
    @Override
    Optional<String> brokenBy(ModelStep step, ModelState before) {
      ModelContents contents = before.contents();
      if (step.announces() >= 0 && step.announces() < contents.newestSent()) {
        return Optional.of(
            "%s was announced after %s"
                .formatted(
                    ModelTold.load(step.announces()), ModelTold.load(contents.newestSent())));
      }
      for (int run = 0; run < contents.runs().size(); run++) {
        boolean begins =
            step.next().contents().runs().get(run).prepared()
                && !contents.runs().get(run).prepared();
        if (begins && !contents.of(run).current()) {
          return Optional.of(ModelTold.run(run) + " begins to send a load that was replaced");
        }
      }
      return Optional.empty();
    }
  },

  /** What a run did stays as it was, and at its end each of its dealers has a result. */
  R {
    @Override
    Optional<String> brokenBy(ModelStep step, ModelState before) {
      List<ModelContents.Run> runs = before.contents().runs();
      for (int run = 0; run < runs.size(); run++) {
        List<Result> kept = runs.get(run).results();
        List<Result> now = step.next().contents().runs().get(run).results();
        for (int dealer = 0; dealer < kept.size(); dealer++) {
          if (kept.get(dealer) != Result.NONE && kept.get(dealer) != now.get(dealer)) {
            return Optional.of(
                "%s had %s of dealer %d, and has %s"
                    .formatted(ModelTold.run(run), kept.get(dealer), dealer + 1, now.get(dealer)));
          }
        }
      }
      return Optional.empty();
    }

    @Override
    Optional<String> brokenIn(ModelState state, boolean quiet, Model model) {
      List<ModelContents.Run> runs = state.contents().runs();
      for (int run = 0; run < runs.size(); run++) {
        if (state.rows().get(run).hasEnded() && runs.get(run).results().contains(Result.NONE)) {
          return Optional.of(ModelTold.run(run) + " has ended without a result of each dealer");
        }
      }
      return Optional.empty();
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
