package com.dealersync.sync;

import static com.dealersync.sync.ModelFault.CRASH;
import static com.dealersync.sync.ModelFault.JOB_LOST;
import static com.dealersync.sync.ModelFault.KEY_LOST;
import static com.dealersync.sync.ModelFault.PAUSE;
import static com.dealersync.sync.ModelFault.REDIS_SILENT;
import static com.dealersync.sync.ModelFault.RESTART;
import static com.dealersync.sync.ModelGuarantee.E;
import static com.dealersync.sync.ModelGuarantee.F;
import static com.dealersync.sync.ModelGuarantee.Z;
import static com.dealersync.sync.ModelStories.assertBreaks;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.sync.RunProtocol.Registering;
import com.dealersync.sync.RunProtocol.Standing;
import com.dealersync.sync.RunProtocol.Watching;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The {@link Model} with one protection of the runs' rows taken away at a time: a guarantee breaks,
 * and the shortest story of how says what the protection is for.
 */
class RemovedRunProtectionTests {

  @Test
  void withoutTheFenceAnAttemptThatWakesUpWritesIntoARunThatIsNotItsOwn() {
    ModelRules withoutFence =
        new ModelRules() {
          @Override
          boolean mayWrite(RunStatus status, int newest, int attempt) {
            return true;
          }
        };

    assertBreaks(
        F,
        withoutFence,
        ModelScope.of(2, 1, PAUSE),
        "attempt 1 of run 1 claims the run",
        "attempt 1 of run 1 hangs",
        "the key expires",
        "POST 2 takes the lock",
        "POST 2 closes run 1 as dead and inserts its row",
        "attempt 1 of run 1",
        "attempt 1 of run 1 had lost its claim, and committed");
    assertBreaks(
        E,
        withoutFence,
        ModelScope.of(1, 1, RESTART),
        "attempt 1 of run 1 claims the run",
        "the job server takes the job of run 1 for orphaned",
        "attempt 2 of run 1 claims the run",
        "two attempts may commit");
  }

  @Test
  void aFenceThatDoesNotHoldTheRowLetsAClaimInBetweenItsLookAndItsCommit() {
    ModelRules unlocked =
        new ModelRules() {
          @Override
          boolean fenceLocksTheRow() {
            return false;
          }
        };

    assertBreaks(
        F,
        unlocked,
        ModelScope.of(1, 1, RESTART),
        "attempt 1 of run 1 sees that the run is its own",
        "attempt 2 of run 1 claims the run",
        "attempt 1 of run 1 commits results");
  }

  @Test
  void aClaimThatDoesNotRaiseTheAttemptFencesNobodyOut() {
    ModelRules sameAttempt =
        new ModelRules() {
          @Override
          int claiming(int attempt) {
            return 1;
          }
        };

    assertBreaks(
        E,
        sameAttempt,
        ModelScope.of(1, 1, RESTART),
        "attempt 1 of run 1 claims the run",
        "the job server takes the job of run 1 for orphaned",
        "attempt 1 of run 1 claims the run",
        "two attempts may commit");
  }

  @Test
  void aRunThatHasEndedMustNotBeClaimed() {
    ModelRules claimsAnything =
        new ModelRules() {
          @Override
          boolean mayClaim(RunStatus status) {
            return true;
          }
        };

    assertBreaks(
        E,
        claimsAnything,
        ModelScope.of(1, 1, JOB_LOST),
        "POST 1 enqueues its job, but the answer is lost",
        "POST 1 closes its run",
        "attempt 1 of run 1 claims the run");
  }

  @Test
  void withoutTheUniqueRuleTwoRequestsInsertAfterOneLostItsLock() {
    ModelRules withoutUniqueRule =
        new ModelRules() {
          @Override
          boolean refusesASecondActiveRow() {
            return false;
          }
        };

    assertBreaks(
        E,
        withoutUniqueRule,
        ModelScope.of(2, 1, KEY_LOST),
        "POST 1 takes the lock",
        "inserts its row",
        "Redis loses the key",
        "POST 2 takes the lock",
        "inserts its row",
        "two runs are active");
  }

  @Test
  void aRequestThatDoesNotLookAtTheHeartbeatReplacesARunAtWork() {
    ModelRules replacesTheLiving =
        new ModelRules() {
          @Override
          Registering registering(Optional<RunState> active) {
            return active.isEmpty() ? Registering.INSERT : Registering.REPLACE;
          }
        };

    assertBreaks(
        E,
        replacesTheLiving,
        ModelScope.of(2, 1, KEY_LOST),
        "attempt 1 of run 1 claims the run",
        "Redis loses the key",
        "POST 2 takes the lock",
        "POST 2 closes run 1 as dead and inserts its row",
        "attempt 1 of run 1 may still act");
  }

  @Test
  void aWatchdogThatDoesNotLookAtTheHeartbeatClosesARunAtWork() {
    ModelRules deafToTheHeartbeat =
        new ModelRules() {
          @Override
          Watching watching(RunState run, boolean jobWillRun) {
            return super.watching(new RunState(run.status(), run.attempt(), null), jobWillRun);
          }
        };

    assertBreaks(
        E,
        deafToTheHeartbeat,
        ModelScope.of(1, 1, JOB_LOST),
        "attempt 1 of run 1 claims the run",
        "the job server gives the job of run 1 up",
        "the watchdog closes run 1 as dead",
        "attempt 1 of run 1 may still act");
  }

  @Test
  void aFailedHandOverMustNotCloseARunThatAJobTookUp() {
    ModelRules abandonsAnything =
        new ModelRules() {
          @Override
          boolean mayAbandon(RunStatus status) {
            return true;
          }
        };

    assertBreaks(
        E,
        abandonsAnything,
        ModelScope.of(1, 1, JOB_LOST),
        "POST 1 enqueues its job, but the answer is lost",
        "attempt 1 of run 1 claims the run",
        "POST 1 closes its run",
        "attempt 1 of run 1 may still act");
  }

  @Test
  void anAttemptThatNeverDoubtsItselfActsAfterItsRunWasReplaced() {
    ModelRules neverDoubts =
        new ModelRules() {
          @Override
          Standing standing(boolean fencedOut, Duration sinceProof) {
            return fencedOut ? Standing.FENCED_OUT : Standing.OWNER;
          }
        };

    assertBreaks(
        E,
        neverDoubts,
        ModelScope.of(2, 1, PAUSE),
        "attempt 1 of run 1 hangs",
        "run 1 looks dead to others",
        "POST 2 closes run 1 as dead and inserts its row",
        "attempt 1 of run 1 may still act");
  }

  @Test
  void aLeaseThatCountsFromTheAnswerOutlivesTheRow() {
    ModelRules countsFromTheAnswer =
        new ModelRules() {
          @Override
          boolean leaseCountsFromTheQuestion() {
            return false;
          }
        };

    assertBreaks(
        E,
        countsFromTheAnswer,
        ModelScope.of(2, 2, PAUSE, REDIS_SILENT),
        "the beat of attempt 1 of run 1 stamps the row",
        "attempt 1 of run 1 hangs",
        "run 1 looks dead to others",
        "POST 2 closes run 1 as dead and inserts its row",
        "the beat of attempt 1 of run 1",
        "attempt 1 of run 1 may still act");
  }

  @Test
  void withoutTheWatchdogARunWhoseRequestDiedBeforeTheHandOverNeverEnds() {
    ModelRules withoutWatchdog =
        new ModelRules() {
          @Override
          Watching watching(RunState run, boolean jobWillRun) {
            return Watching.LEAVE;
          }
        };

    assertBreaks(
        Z,
        withoutWatchdog,
        ModelScope.of(1, 1, CRASH),
        "POST 1 inserts its row",
        "the process of POST 1 crashes",
        "run 1 never ends");
    assertThat(ModelEndings.outOfReach(new Model(withoutWatchdog, ModelScope.of(1, 1, CRASH))))
        .isNotEmpty();
  }
}
