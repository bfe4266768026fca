package com.dealersync.sync;

import com.dealersync.sync.RunProtocol.WatchingRound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The rounds of one load in every order of events: two nodes that start rounds, jobs that are lost,
 * fire early or run twice, nodes that die, the watchdog, a person, a newer load, a cancel and a
 * pause. The decisions are those of {@link RunProtocol}.
 */
final class RoundModel {

  static final List<Duration> WAITS = List.of(Duration.ofMinutes(15), Duration.ofHours(1));
  static final int NOTHING = -1;
  private static final int MOST_RUNS = 4;

  private final Set<Protection> has;

  RoundModel(Set<Protection> has) {
    this.has = has;
  }

  static RoundModel without(Protection removed) {
    return new RoundModel(EnumSet.complementOf(EnumSet.of(removed)));
  }

  /** What the guarantees rest on. */
  enum Protection {
    /** Whether the plan is still there is asked under the lock of its row. */
    PLAN_UNDER_THE_LOCK,
    /** The plan is made in the transaction that ends the run. */
    PLAN_WITH_THE_END,
    /** One active run of a process type. */
    ONE_AT_WORK,
    /** Whether it is due is asked of the database's clock. */
    TIME_OF_THE_DATABASE,
    /** Whoever starts a run of the load takes its plan away. */
    START_CALLS_OFF,
    /** A replaced load is refused. */
    NEWEST_WINS,
    /** A paused process type is refused. */
    PAUSE,
    WATCHDOG
  }

  /** What must not happen. */
  enum Wrong {
    TWICE,
    FORGOTTEN,
    TWO_AT_WORK,
    EARLY,
    LEFT_OVER,
    OLDER,
    PAUSED
  }

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
   * @param seen the runs whose plans the two nodes have seen and are about to carry out
   * @param carriedOut the runs whose plans were carried out
   */
  record State(
      int run,
      int round,
      boolean active,
      boolean planned,
      boolean due,
      Job job,
      boolean replaced,
      boolean paused,
      List<Integer> seen,
      Set<Integer> carriedOut,
      Set<Wrong> wrong) {

    static State begin() {
      return new State(
          0,
          0,
          true,
          false,
          false,
          Job.NONE,
          false,
          false,
          List.of(NOTHING, NOTHING),
          Set.of(),
          Set.of());
    }

    State with(Consumer<Change> change) {
      Change next = new Change(this);
      change.accept(next);
      return next.state();
    }
  }

  /** The next state in the making. */
  static final class Change {
    int run;
    int round;
    boolean active;
    boolean planned;
    boolean due;
    Job job;
    boolean replaced;
    boolean paused;
    List<Integer> seen;
    final Set<Integer> carriedOut;
    final Set<Wrong> wrong;

    private Change(State from) {
      run = from.run();
      round = from.round();
      active = from.active();
      planned = from.planned();
      due = from.due();
      job = from.job();
      replaced = from.replaced();
      paused = from.paused();
      seen = from.seen();
      carriedOut = new HashSet<>(from.carriedOut());
      wrong = new HashSet<>(from.wrong());
    }

    private State state() {
      return new State(
          run, round, active, planned, due, job, replaced, paused, seen, carriedOut, wrong);
    }

    private void sees(int node, int what) {
      seen = new ArrayList<>(seen);
      seen.set(node, what);
    }

    private void callOff() {
      planned = false;
      due = false;
    }

    private void wrongIf(boolean is, Wrong what) {
      if (is) {
        wrong.add(what);
      }
    }

    private void begins(int itsRound, boolean callsOff) {
      wrongIf(active, Wrong.TWO_AT_WORK);
      wrongIf(planned && !callsOff, Wrong.LEFT_OVER);
      callOff();
      job = Job.NONE;
      run++;
      round = itsRound;
      active = true;
    }
  }

  Set<State> reachable() {
    Set<State> known = new HashSet<>();
    Deque<State> open = new ArrayDeque<>();
    Consumer<State> found =
        state -> {
          if (state.run() < MOST_RUNS && known.add(state) && state.wrong().isEmpty()) {
            open.add(state);
          }
        };
    found.accept(State.begin());
    while (!open.isEmpty()) {
      step(open.remove(), found);
    }
    return known;
  }

  private void step(State state, Consumer<State> found) {
    if (state.active()) {
      found.accept(ends(state, true));
      if (!has.contains(Protection.PLAN_WITH_THE_END)) {
        found.accept(ends(state, false));
      }
    }
    boolean isFree = !state.active() || !has.contains(Protection.ONE_AT_WORK);
    if (isFree && !state.replaced() && !state.paused()) {
      // A person starts the load.
      found.accept(state.with(it -> it.begins(0, has.contains(Protection.START_CALLS_OFF))));
    }
    if (state.planned()) {
      found.accept(state.with(it -> it.due = true));
      found.accept(state.with(it -> it.job = Job.NONE));
      // Called off by a cancel; its job stays.
      found.accept(state.with(Change::callOff));
      if (state.job() == Job.NONE) {
        found.accept(state.with(it -> it.job = Job.SCHEDULED));
      }
    }
    found.accept(state.with(it -> it.replaced = true));
    found.accept(state.with(it -> it.paused = !it.paused));
    found.accept(fires(state));
    found.accept(watched(state));
    for (int node = 0; node < 2; node++) {
      int its = node;
      if (state.seen().get(node) != NOTHING) {
        found.accept(registers(state, node));
        found.accept(state.with(it -> it.sees(its, NOTHING)));
      } else if (state.job() == Job.QUEUED || state.job() == Job.OVER) {
        found.accept(takes(state, node));
      }
    }
  }

  /**
   * @param plans false if its node dies before it has planned what follows
   */
  private static State ends(State state, boolean plans) {
    boolean follows = !state.replaced() && RunProtocol.waitForRound(state.round(), WAITS) != null;
    return state.with(
        it -> {
          it.active = false;
          it.planned = follows && plans;
          it.due = false;
          it.job = Job.NONE;
          it.wrongIf(follows && !plans, Wrong.FORGOTTEN);
        });
  }

  /** The job server's clock may have jumped, so that a job begins before its time. */
  State fires(State state) {
    return state.job() == Job.SCHEDULED ? state.with(it -> it.job = Job.QUEUED) : state;
  }

  State watched(State state) {
    if (!state.planned() || state.paused() || !has.contains(Protection.WATCHDOG)) {
      return state;
    }
    WatchingRound verdict =
        RunProtocol.watchingRound(state.due(), state.job() != Job.NONE, state.job() == Job.OVER);
    return switch (verdict) {
      case LEAVE -> state;
      case SCHEDULE -> state.with(it -> it.job = Job.SCHEDULED);
      case ENQUEUE -> state.with(it -> it.job = Job.QUEUED);
    };
  }

  /** The job begins on a node, perhaps for the second time. */
  State takes(State state, int node) {
    boolean isDue = state.due() || !has.contains(Protection.TIME_OF_THE_DATABASE);
    return state.with(
        it -> {
          it.job = Job.OVER;
          it.sees(node, state.planned() && isDue ? state.run() : NOTHING);
        });
  }

  /** A node registers the round that it saw planned. */
  State registers(State state, int node) {
    int seen = state.seen().get(node);
    State idle = state.with(it -> it.sees(node, NOTHING));
    if (state.replaced() && has.contains(Protection.NEWEST_WINS)) {
      return seen == state.run() ? idle.with(Change::callOff) : idle;
    }
    boolean isDue = state.due() || !has.contains(Protection.TIME_OF_THE_DATABASE);
    boolean stands = seen == state.run() && RunProtocol.mayStartRound(state.planned(), isDue);
    if ((state.paused() && has.contains(Protection.PAUSE))
        || (state.active() && has.contains(Protection.ONE_AT_WORK))
        || (!stands && has.contains(Protection.PLAN_UNDER_THE_LOCK))) {
      return idle;
    }
    return idle.with(
        it -> {
          it.wrongIf(state.replaced(), Wrong.OLDER);
          it.wrongIf(state.paused(), Wrong.PAUSED);
          it.wrongIf(stands && !state.due(), Wrong.EARLY);
          it.wrongIf(!it.carriedOut.add(seen), Wrong.TWICE);
          it.begins(state.round() + 1, true);
        });
  }
}
