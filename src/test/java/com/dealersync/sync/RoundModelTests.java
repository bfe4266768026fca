package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.sync.RunProtocol.WatchingRound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The rounds of one load in every order of events: two nodes that start rounds, jobs that are lost,
 * fire early or run twice, nodes that die, the watchdog, a person, a newer load and a cancel. The
 * decisions are those of {@link RunProtocol}.
 */
class RoundModelTests {

  private static final List<Duration> WAITS = List.of(Duration.ofMinutes(15), Duration.ofHours(1));
  private static final int MOST_RUNS = 5;
  private static final int NOTHING = -1;

  enum Job {
    NONE,
    SCHEDULED,
    QUEUED,
    OVER
  }

  /**
   * @param run the load's last run
   * @param planned whether its row plans a round
   * @param job of that plan
   * @param first the run whose plan the first node has seen and is about to carry out
   * @param carriedOut the runs whose plans were carried out, as bits
   * @param twice whether one was carried out twice
   */
  record State(
      int run,
      int round,
      boolean active,
      boolean planned,
      boolean due,
      Job job,
      boolean replaced,
      int first,
      int second,
      int carriedOut,
      boolean twice) {

    static State begin() {
      return new State(0, 0, true, false, false, Job.NONE, false, NOTHING, NOTHING, 0, false);
    }

    State plan(boolean isPlanned, boolean isDue, Job itsJob) {
      return new State(
          run, round, active, isPlanned, isDue, itsJob, replaced, first, second, carriedOut, twice);
    }

    State ended() {
      boolean follows = !replaced && RunProtocol.waitForRound(round, WAITS) != null;
      return new State(
          run, round, false, follows, false, Job.NONE, replaced, first, second, carriedOut, twice);
    }

    State begun(int itsRound) {
      return new State(
          run + 1,
          itsRound,
          true,
          false,
          false,
          Job.NONE,
          replaced,
          first,
          second,
          carriedOut,
          twice);
    }

    State isReplaced() {
      return new State(
          run, round, active, planned, due, job, true, first, second, carriedOut, twice);
    }

    int seen(int node) {
      return node == 0 ? first : second;
    }

    State sees(int node, int what) {
      return new State(
          run,
          round,
          active,
          planned,
          due,
          job,
          replaced,
          node == 0 ? what : first,
          node == 0 ? second : what,
          carriedOut,
          twice);
    }

    State carriesOut(int plan) {
      int bit = 1 << plan;
      return new State(
          run,
          round,
          active,
          planned,
          due,
          job,
          replaced,
          first,
          second,
          carriedOut | bit,
          twice || (carriedOut & bit) != 0);
    }

    /** The job begins on a node, perhaps for the second time. */
    State takes(int node) {
      return plan(planned, due, Job.OVER).sees(node, planned && due ? run : NOTHING);
    }

    /**
     * A node registers the round that it saw planned.
     *
     * @param checks whether it looks under the row's lock if the plan is still there
     */
    State registers(int node, boolean checks) {
      int seen = seen(node);
      State idle = sees(node, NOTHING);
      if (replaced) {
        return seen == run ? idle.plan(false, false, job) : idle;
      }
      boolean stands = seen == run && RunProtocol.mayStartRound(planned, due);
      return !active && (stands || !checks) ? idle.carriesOut(seen).begun(round + 1) : idle;
    }

    State watched() {
      if (!planned) {
        return this;
      }
      WatchingRound verdict = RunProtocol.watchingRound(due, job != Job.NONE, job == Job.OVER);
      return switch (verdict) {
        case LEAVE -> this;
        case SCHEDULE -> plan(true, due, Job.SCHEDULED);
        case ENQUEUE -> plan(true, due, Job.QUEUED);
      };
    }

    /** The job server's clock may have jumped, so that a job begins before its time. */
    State fires() {
      return job == Job.SCHEDULED ? plan(planned, due, Job.QUEUED) : this;
    }
  }

  @Test
  void noPlanIsCarriedOutTwice() {
    Set<State> all = reachable(true);

    assertThat(all).hasSizeGreaterThan(1_000).noneMatch(State::twice);
    assertThat(all).as("rounds happen").anyMatch(state -> state.round() == WAITS.size());
  }

  @Test
  void withoutTheCheckUnderTheLockOneIs() {
    assertThat(reachable(false)).anyMatch(State::twice);
  }

  @Test
  void nothingIsPlannedWhileARunIsAtWork() {
    assertThat(reachable(true)).noneMatch(state -> state.active() && state.planned());
  }

  @Test
  void aPlannedRoundBeginsWhateverWasLost() {
    assertThat(reachable(true))
        .filteredOn(state -> state.planned() && !state.replaced())
        .isNotEmpty()
        .allSatisfy(
            state -> {
              State due = state.sees(0, NOTHING).sees(1, NOTHING).plan(true, true, state.job());
              State begun = due.fires().watched().takes(0).registers(0, true);
              assertThat(begun.active()).isTrue();
              assertThat(begun.round()).isEqualTo(state.round() + 1);
            });
  }

  @Test
  void aReplacedLoadsRoundIsCalledOff() {
    assertThat(reachable(true))
        .filteredOn(state -> state.planned() && state.replaced())
        .isNotEmpty()
        .allSatisfy(
            state -> {
              State due = state.plan(true, true, state.job());
              State after = due.fires().watched().takes(0).registers(0, true);
              assertThat(after.planned()).isFalse();
              assertThat(after.active()).isFalse();
            });
  }

  private static Set<State> reachable(boolean checks) {
    Set<State> known = new HashSet<>();
    Deque<State> open = new ArrayDeque<>();
    Consumer<State> found =
        state -> {
          if (state.run() < MOST_RUNS && known.add(state)) {
            open.add(state);
          }
        };
    found.accept(State.begin());
    while (!open.isEmpty()) {
      step(open.remove(), checks, found);
    }
    return known;
  }

  private static void step(State state, boolean checks, Consumer<State> found) {
    if (state.active()) {
      found.accept(state.ended());
    } else if (!state.replaced()) {
      // A person starts the load; the plan is taken away in the same transaction.
      found.accept(state.begun(0));
    }
    if (state.planned()) {
      found.accept(state.plan(true, true, state.job()));
      found.accept(state.plan(true, state.due(), Job.NONE));
      // Called off by a cancel; its job stays.
      found.accept(state.plan(false, false, state.job()));
      if (state.job() == Job.NONE) {
        found.accept(state.plan(true, state.due(), Job.SCHEDULED));
      }
    }
    found.accept(state.isReplaced());
    found.accept(state.fires());
    found.accept(state.watched());
    for (int node = 0; node < 2; node++) {
      if (state.seen(node) != NOTHING) {
        found.accept(state.registers(node, checks));
        found.accept(state.sees(node, NOTHING));
      } else if (state.job() == Job.QUEUED || state.job() == Job.OVER) {
        found.accept(state.takes(node));
      }
    }
  }
}
