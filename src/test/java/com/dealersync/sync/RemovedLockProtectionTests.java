package com.dealersync.sync;

import static com.dealersync.sync.ModelFault.KEY_LOST;
import static com.dealersync.sync.ModelFault.PAUSE;
import static com.dealersync.sync.ModelFault.REDIS_LATE;
import static com.dealersync.sync.ModelGuarantee.L;
import static com.dealersync.sync.ModelGuarantee.O;
import static com.dealersync.sync.ModelStories.assertBreaks;

import com.dealersync.lock.LockProtocol.Outcome;
import com.dealersync.lock.LockToken;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The {@link Model} with one protection of the lock taken away at a time: a guarantee breaks, and
 * the shortest story of how says what the protection is for.
 */
@Tag("slow")
class RemovedLockProtectionTests {

  @Test
  void aReleaseThatDoesNotCompareDeletesTheLockOfTheNext() {
    ModelRules releasesAnything =
        new ModelRules() {
          @Override
          @Nullable String release(@Nullable String holder, LockToken token) {
            return null;
          }
        };

    assertBreaks(
        O,
        releasesAnything,
        ModelScope.of(2, 0),
        "attempt 1 of run 1 commits the run's final state",
        "POST 2 takes the lock that was left behind",
        "attempt 1 of run 1 releases the lock of POST 2",
        "the lock of POST 2 was taken from it");
  }

  @Test
  void aHoldThatDoesNotCompareTakesTheLockFromAStranger() {
    ModelRules holdsAnything =
        new ModelRules() {
          @Override
          @Nullable String hold(@Nullable String holder, LockToken token) {
            return token.value();
          }
        };

    assertBreaks(
        O,
        holdsAnything,
        ModelScope.of(2, 1, KEY_LOST),
        "Redis loses the key",
        "POST 2 takes the lock",
        "attempt 1 of run 1 takes the lock",
        "the lock of POST 2 was taken from it");
  }

  @Test
  void aTakeOverThatKnowsOnlyItsOwnTokenLeavesTheRequestsLockBehind() {
    ModelRules knowsOnlyItself =
        new ModelRules() {
          @Override
          @Nullable String hold(@Nullable String holder, LockToken token) {
            return holder == null ? token.value() : holder;
          }

          @Override
          @Nullable String release(@Nullable String holder, LockToken token) {
            return token.value().equals(holder) ? null : holder;
          }
        };

    assertBreaks(
        L,
        knowsOnlyItself,
        ModelScope.of(1, 0),
        "POST 1 takes the lock",
        "attempt 1 of run 1 leaves a stranger's lock alone",
        "attempt 1 of run 1 commits the run's final state",
        "attempt 1 of run 1 has no lock to release",
        "the lock of POST 1 stays behind");
  }

  @Test
  void aReplacementThatDoesNotCompareTakesTheLockOfWhoeverWasFaster() {
    ModelRules replacesAnybody =
        new ModelRules() {
          @Override
          Outcome<Boolean> replace(@Nullable String holder, LockToken ended, LockToken token) {
            return new Outcome<>(true, token.value());
          }
        };

    assertBreaks(
        O,
        replacesAnybody,
        ModelScope.of(3, 0),
        "POST 3 finds that the holder's run has ended",
        "attempt 1 of run 1 releases the lock",
        "POST 2 takes the lock",
        "POST 3 takes the lock that was left behind",
        "the lock of POST 2 was taken from it");
  }

  @Test
  void aReplacementOfARequestThatSeemedDeadMustNotTakeTheLockOfItsRun() {
    ModelRules replacesAnyAttempt =
        new ModelRules() {
          @Override
          Outcome<Boolean> replace(@Nullable String holder, LockToken gone, LockToken token) {
            return super.replace(holder, gone.ofAttempt(Integer.MAX_VALUE), token);
          }
        };

    assertBreaks(
        O,
        replacesAnyAttempt,
        ModelScope.of(2, 1, PAUSE),
        "POST 2 finds the lock held by POST 1",
        "time passes",
        "POST 2 finds that the holder died before it made a run",
        "attempt 1 of run 1 takes the lock",
        "POST 2 takes the lock that was left behind",
        "the lock of attempt 1 of run 1 was taken from it");
  }

  @Test
  void withoutTheLookAtTheHoldersRunTheNextRequestWaitsForTheRelease() {
    ModelRules waitsForTheRelease =
        new ModelRules() {
          @Override
          boolean leftBehind(Optional<RunStatus> holdersRun, int attempt, Duration age) {
            return false;
          }
        };

    assertBreaks(
        L,
        waitsForTheRelease,
        ModelScope.of(2, 0),
        "attempt 1 of run 1 commits the run's final state",
        "POST 2 finds the lock held by attempt 1 of run 1",
        "POST 2 was refused, and nothing was active");
  }

  @Test
  void anEndThatDoesNotAwaitTheBeatLeavesALockBehind() {
    ModelRules doesNotAwait =
        new ModelRules() {
          @Override
          boolean endAwaitsTheBeat() {
            return false;
          }
        };

    assertBreaks(
        L,
        doesNotAwait,
        ModelScope.of(1, 1, KEY_LOST),
        "the beat of attempt 1 of run 1 stamps the row",
        "attempt 1 of run 1 commits the run's final state",
        "attempt 1 of run 1 stops its heartbeat",
        "attempt 1 of run 1 has no lock to release",
        "the beat of attempt 1 of run 1 holds the lock",
        "the lock of attempt 1 of run 1 stays behind");
  }

  @Test
  void withoutTheLookAtTheHolderACommandThatRedisExecutesLateKeepsTheNextRequestOut() {
    ModelRules takesEveryHolderForAlive =
        new ModelRules() {
          @Override
          boolean leftBehind(Optional<RunStatus> holdersRun, int attempt, Duration age) {
            return false;
          }
        };
    ModelScope lateCommand = ModelScope.of(1, 1, REDIS_LATE);

    assertBreaks(
        L,
        takesEveryHolderForAlive,
        lateCommand,
        "POST 1 gives the lock up, which Redis has yet to set",
        "Redis executes the command of POST 1 only now",
        "time passes",
        "one more POST is refused");
    ModelRules knowsOnlyRequests =
        new ModelRules() {
          @Override
          boolean leftBehind(Optional<RunStatus> holdersRun, int attempt, Duration age) {
            return holdersRun.isEmpty() && super.leftBehind(holdersRun, attempt, age);
          }
        };
    assertBreaks(
        L,
        knowsOnlyRequests,
        lateCommand,
        "attempt 1 of run 1 goes on before it has the lock",
        "attempt 1 of run 1 releases the lock of POST 1",
        "Redis executes the command of attempt 1 of run 1 only now",
        "one more POST is refused");
  }
}
