package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.sync.RoundModel.Job;
import com.dealersync.sync.RoundModel.Protection;
import com.dealersync.sync.RoundModel.State;
import com.dealersync.sync.RoundModel.Wrong;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds in every order of events of {@link RoundModel}, and what each protection is for. */
class RoundModelTests {

  private static final RoundModel MODEL = new RoundModel(Set.of(Protection.values()));

  @Test
  void nothingGoesWrong() {
    Set<State> all = MODEL.reachable();

    assertThat(all).hasSizeGreaterThan(5_000).allMatch(state -> state.wrong().isEmpty());
    assertThat(all).as("rounds happen").anyMatch(state -> state.round() == RoundModel.WAITS.size());
  }

  @ParameterizedTest
  @CsvSource({
    "PLAN_UNDER_THE_LOCK, TWICE",
    "PLAN_WITH_THE_END, FORGOTTEN",
    "ONE_AT_WORK, TWO_AT_WORK",
    "TIME_OF_THE_DATABASE, EARLY",
    "START_CALLS_OFF, LEFT_OVER",
    "NEWEST_WINS, OLDER",
    "PAUSE, PAUSED"
  })
  void withoutAProtectionSomethingDoes(Protection removed, Wrong expected) {
    assertThat(RoundModel.without(removed).reachable())
        .anyMatch(state -> state.wrong().contains(expected));
  }

  @Test
  void aPlannedRoundBeginsWhateverWasLost() {
    assertThat(MODEL.reachable())
        .filteredOn(state -> state.planned() && !state.replaced())
        .isNotEmpty()
        .allSatisfy(
            state -> {
              State begun = onceNothingFailsAnyMore(MODEL, state);
              assertThat(begun.active()).isTrue();
              assertThat(begun.round()).isEqualTo(state.round() + 1);
            });
  }

  @Test
  void withoutTheWatchdogOneNeverDoes() {
    RoundModel unwatched = RoundModel.without(Protection.WATCHDOG);

    assertThat(unwatched.reachable())
        .filteredOn(state -> state.planned() && !state.replaced())
        .anyMatch(state -> !onceNothingFailsAnyMore(unwatched, state).active());
  }

  @Test
  void aReplacedLoadsRoundIsCalledOff() {
    assertThat(MODEL.reachable())
        .filteredOn(state -> state.planned() && state.replaced())
        .isNotEmpty()
        .allSatisfy(
            state -> {
              State after = onceNothingFailsAnyMore(MODEL, state);
              assertThat(after.planned()).isFalse();
              assertThat(after.active()).isFalse();
            });
  }

  @Test
  void thePauseOfARoundThatIsDueCostsItNothing() {
    assertThat(MODEL.reachable())
        .filteredOn(
            state -> state.paused() && state.planned() && state.due() && state.job() == Job.OVER)
        .isNotEmpty()
        .allSatisfy(
            state -> assertThat(MODEL.watched(state)).as("nothing to do yet").isEqualTo(state));
  }

  /** The nodes that had a job die, the pause ends, and the time comes. */
  private static State onceNothingFailsAnyMore(RoundModel model, State state) {
    State due =
        state.with(
            change -> {
              change.seen = List.of(RoundModel.NOTHING, RoundModel.NOTHING);
              change.paused = false;
              change.due = true;
            });
    State queued = model.watched(model.fires(due));
    // A job that is over does not run again by itself.
    return queued.job() == Job.QUEUED ? model.registers(model.takes(queued, 0), 0) : queued;
  }
}
