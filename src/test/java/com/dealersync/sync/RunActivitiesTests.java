package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.delivery.Standing;
import com.dealersync.sync.ActivityReport.Stored;
import com.dealersync.sync.RunActivity.Wait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RunActivitiesTests {

  private static final Duration JUST_NOW = Duration.ofSeconds(2);

  private final AtomicLong nanos = new AtomicLong();
  private final ActivityReport report = new ActivityReport(nanos::get);

  @Test
  void getsOnWhileResultsCome() {
    report.stands(standing(false, 4, 0));
    pass(60);
    report.settled(3);
    pass(9);

    assertThat(waitsFor(JUST_NOW)).isNull();
    assertThat(report.now().perSecond()).isEqualTo(0.1);
  }

  @Test
  void waitsForSlowDealersOnceNothingHasComeForTenSeconds() {
    report.stands(standing(false, 4, 3));
    pass(10);

    assertThat(waitsFor(JUST_NOW)).isEqualTo(Wait.DEALERS_LENTOS);
    assertThat(report.now().perSecond()).isZero();
  }

  @Test
  void waitsForRetriesWhereNothingIsInFlight() {
    report.stands(standing(false, 0, 3));
    pass(10);

    assertThat(waitsFor(JUST_NOW)).isEqualTo(Wait.REINTENTOS);
  }

  @Test
  void saysAtOnceThatItsOwnNetworkIsDown() {
    report.stands(standing(true, 0, 3));

    assertThat(waitsFor(JUST_NOW)).isEqualTo(Wait.RED_PROPIA);
  }

  @Test
  void aSilentNodeIsSilentWhateverItSaidLast() {
    report.stands(standing(true, 4, 3));

    assertThat(waitsFor(Duration.ofSeconds(21))).isEqualTo(Wait.SIN_SENAL);
  }

  @Test
  void aPauseIsTheReasonWhateverElseIsWrong() {
    report.stands(standing(true, 4, 3));

    assertThat(RunActivities.waitsFor(report.now(), JUST_NOW, true)).isEqualTo(Wait.PAUSA);
    assertThat(RunActivities.waitsFor(report.now(), Duration.ofSeconds(21), true))
        .isEqualTo(Wait.SIN_SENAL);
  }

  @Test
  void aRateForgetsWhatIsLongAgo() {
    report.settled(300);
    pass(31);
    report.settled(30);

    assertThat(report.now().perSecond()).isEqualTo(1);
  }

  private Wait waitsFor(Duration silence) {
    Stored stored = report.now();
    return RunActivities.waitsFor(stored, silence, false);
  }

  private static Standing standing(boolean down, int inFlight, int retries) {
    return new Standing(down, inFlight, retries, Duration.ofSeconds(5), 0, List.of());
  }

  private void pass(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
