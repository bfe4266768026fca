package com.dealersync.sync;

import static com.dealersync.sync.RunStatus.CANCELLED;
import static com.dealersync.sync.RunStatus.COMPLETED;
import static com.dealersync.sync.RunStatus.FAILED;
import static com.dealersync.sync.RunStatus.PENDING;
import static com.dealersync.sync.RunStatus.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.sync.RunProtocol.Checking;
import com.dealersync.sync.RunProtocol.KeyCare;
import com.dealersync.sync.RunProtocol.Proof;
import com.dealersync.sync.RunProtocol.Registering;
import com.dealersync.sync.RunProtocol.Sealing;
import com.dealersync.sync.RunProtocol.Standing;
import com.dealersync.sync.RunProtocol.Watching;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunProtocolTests {

  private static final Duration TTL = Duration.ofSeconds(600);

  @ParameterizedTest
  @CsvSource({
    "PENDING, 0, OCCUPIED",
    "RUNNING, 599, OCCUPIED",
    "RUNNING, -3, OCCUPIED",
    "PENDING, 600, REPLACE",
    "RUNNING, 601, REPLACE"
  })
  void aRequestReplacesOnlyWhatWasSilentForTheTtl(
      RunStatus status, long silence, Registering expected) {
    RunState active = new RunState(status, 1, Duration.ofSeconds(silence));

    assertThat(RunProtocol.registering(Optional.of(active), TTL)).isEqualTo(expected);
  }

  @Test
  void aRequestInsertsWhereNothingIsActiveAndReplacesWhatNeverGaveASign() {
    assertThat(RunProtocol.registering(Optional.empty(), TTL)).isEqualTo(Registering.INSERT);
    assertThat(RunProtocol.registering(Optional.of(new RunState(RUNNING, 0, null)), TTL))
        .isEqualTo(Registering.REPLACE);
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheNewestAttemptOfARunAtWorkMayWrite(RunStatus status) {
    for (int attempt = 0; attempt <= 4; attempt++) {
      assertThat(RunProtocol.mayWrite(status, 3, attempt))
          .as("attempt %d of a %s run claimed by its third", attempt, status)
          .isEqualTo(status == RUNNING && attempt == 3);
    }
  }

  @Test
  void aClaimFencesOutTheAttemptBeforeIt() {
    int first = RunProtocol.claiming(0);
    int second = RunProtocol.claiming(first);

    assertThat(RunProtocol.mayWrite(RUNNING, second, first)).isFalse();
    assertThat(RunProtocol.mayWrite(RUNNING, second, second)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whatHasEndedIsNeitherClaimedNorAbandonedAndLeavesItsKeyBehind(RunStatus status) {
    assertThat(RunProtocol.mayClaim(status)).isEqualTo(status == PENDING || status == RUNNING);
    assertThat(RunProtocol.mayAbandon(status)).isEqualTo(status == PENDING);
    assertThat(RunProtocol.leftBehind(Optional.of(status), 0, Duration.ofDays(1)))
        .isEqualTo(status == COMPLETED || status == FAILED || status == CANCELLED);
  }

  @ParameterizedTest
  @CsvSource({"0, 30, false", "0, 31, true", "1, 3600, false"})
  void aRequestThatMadeNoRunInTimeLeavesItsKeyBehind(int attempt, long seconds, boolean left) {
    assertThat(RunProtocol.leftBehind(Optional.empty(), attempt, Duration.ofSeconds(seconds)))
        .isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 20, 600, 86_400})
  void anAttemptDoubtsItselfBeforeOthersCallItDead(long seconds) {
    Duration ttl = Duration.ofSeconds(seconds);
    Duration lease = RunProtocol.lease(ttl);

    assertThat(lease).isLessThan(ttl).isGreaterThan(ttl.dividedBy(2));
    assertThat(RunProtocol.standing(false, lease.minusNanos(1), ttl)).isEqualTo(Standing.OWNER);
    assertThat(RunProtocol.standing(false, lease, ttl)).isEqualTo(Standing.LAPSED);
    assertThat(new RunState(RUNNING, 1, lease).isAlive(ttl)).isTrue();
    assertThat(RunProtocol.standing(true, Duration.ZERO, ttl)).isEqualTo(Standing.FENCED_OUT);
  }

  @Test
  void theKeyFollowsTheRow() {
    assertThat(RunProtocol.keyAfter(Proof.STAMPED)).isEqualTo(KeyCare.HOLD);
    assertThat(RunProtocol.keyAfter(Proof.FENCED_OUT)).isEqualTo(KeyCare.RELEASE);
    assertThat(RunProtocol.keyAfter(Proof.SILENT)).isEqualTo(KeyCare.LEAVE);
  }

  @ParameterizedTest
  @CsvSource({
    // status, silence, job, age, expected
    "PENDING,       0, true, 0, LEAVE",
    "PENDING,    9000, true, 0, LEAVE",
    "PENDING,       0, false, 0, ENQUEUE",
    "RUNNING,       0, true, 0, LEAVE",
    "RUNNING,       0, false, 0, LEAVE",
    "RUNNING,     599, false, 0, LEAVE",
    "RUNNING,     600, true, 0, LEAVE",
    "RUNNING,     600, false, 0, FAIL",
    "RUNNING,        , false, 0, FAIL",
    "RUNNING,       0, true, 1200, LEAVE",
    "RUNNING,       0, true, 1201, WARN",
    "RUNNING,     600, true, 1201, WARN",
    "PENDING,       0, true, 1201, WARN",
    "RUNNING,     600, false, 1201, FAIL",
    "COMPLETED,  9000, false, 9000, LEAVE",
    "FAILED,     9000, false, 9000, LEAVE",
    "CANCELLED,  9000, false, 9000, LEAVE"
  })
  void theWatchdogClosesOnlyWhatIsDeadAndWithoutAJob(
      RunStatus status, @Nullable Long silence, boolean jobWillRun, long age, Watching expected) {
    RunState run = new RunState(status, 1, silence == null ? null : Duration.ofSeconds(silence));

    assertThat(
            RunProtocol.watching(
                run, jobWillRun, Duration.ofSeconds(age), TTL, Duration.ofMinutes(20)))
        .isEqualTo(expected);
  }

  @Test
  void sendsWhatWasSealedOnceAnythingWasSentAndInTheMiddleOfARun() {
    assertThat(RunProtocol.sealing(false, false, false)).isEqualTo(Sealing.SEAL);
    assertThat(RunProtocol.sealing(false, true, false)).isEqualTo(Sealing.SEAL);
    assertThat(RunProtocol.sealing(false, true, true)).isEqualTo(Sealing.READ);
    assertThat(RunProtocol.sealing(true, true, false)).isEqualTo(Sealing.READ);
    assertThat(RunProtocol.sealing(true, true, true)).isEqualTo(Sealing.READ);
    assertThat(RunProtocol.sealing(true, false, true)).as("before sealing").isEqualTo(Sealing.SEAL);
  }

  @Test
  void aLaterLoadReplacesAnEarlierOneAndAnEqualOneNone() {
    LocalDateTime monday = LocalDateTime.of(2025, 1, 6, 8, 0);
    LocalDateTime tuesday = monday.plusDays(1);

    assertThat(RunProtocol.isReplaced(true, monday, tuesday)).isTrue();
    assertThat(RunProtocol.isReplaced(true, monday, monday)).isFalse();
    assertThat(RunProtocol.isReplaced(true, tuesday, monday)).isFalse();
    assertThat(RunProtocol.isReplaced(true, null, monday)).isFalse();
    assertThat(RunProtocol.isReplaced(true, monday, null)).isFalse();
    assertThat(RunProtocol.isReplaced(false, tuesday, monday)).isTrue();
  }

  @Test
  void aRequestIsToldThatItsLoadIsSynchronisedBeforeThatItIsReplaced() {
    assertThat(RunProtocol.checking(false, false)).isEqualTo(Checking.PASSED);
    assertThat(RunProtocol.checking(true, false)).isEqualTo(Checking.SYNCHRONISED);
    assertThat(RunProtocol.checking(true, true)).isEqualTo(Checking.SYNCHRONISED);
    assertThat(RunProtocol.checking(false, true)).isEqualTo(Checking.REPLACED);
  }

  @Test
  void aRunOfAReplacedLoadDoesNotBeginAndGoesOnIfItHas() {
    assertThat(RunProtocol.mayPrepare(false, true)).isFalse();
    assertThat(RunProtocol.mayPrepare(true, true)).isTrue();
    assertThat(RunProtocol.mayPrepare(false, false)).isTrue();
    assertThat(RunProtocol.mayPrepare(true, false)).isTrue();
  }
}
