package com.dealersync.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * What is sent, to whom, and what is kept of it, in the scopes that look at that.
 *
 * @param version which one the catalog's tables hold
 * @param loads the older before the newer
 * @param runs one for each POST
 * @param newestSent the newest load that was announced to anybody, as the database notes it in the
 *     transaction that announces; -1 if none was
 */
record ModelContents(int version, List<Load> loads, List<Run> runs, int newestSent) {

  /** For the scopes that do not look. */
  static final ModelContents NONE = new ModelContents(0, List.of(), List.of(), -1);

  /** Nothing is sealed. */
  static final int NOTHING = -1;

  enum Dealer {
    PENDING,
    SENDING,
    CONFIRMED,
    FAILED
  }

  enum Result {
    NONE,
    /** It had confirmed before the run, which leaves it alone. */
    NOT_CONCERNED,
    CONFIRMED,
    FAILED,
    NOT_SENT
  }

  /**
   * @param current whether the loader says that it is
   * @param attempts how many were announced and not taken back, as the dealers' rows count them
   * @param sent what is true, whatever the rules say: which versions reached a dealer, a bit each
   */
  record Load(
      boolean current,
      int sealed,
      int attempts,
      int sent,
      boolean synchronised,
      List<Dealer> dealers) {

    boolean isSealed() {
      return sealed != NOTHING;
    }

    /** Whether anything of it was, perhaps, sent to anybody. */
    boolean announced() {
      return attempts > 0;
    }

    private Load dealers(List<Dealer> next) {
      return new Load(current, sealed, attempts, sent, synchronised, next);
    }
  }

  record Run(boolean prepared, List<Result> results) {}

  static ModelContents beginning(int posts, int loads, int dealers) {
    if (loads == 0) {
      return NONE;
    }
    List<Dealer> pending = List.copyOf(Collections.nCopies(dealers, Dealer.PENDING));
    List<Result> none = List.copyOf(Collections.nCopies(dealers, Result.NONE));
    return new ModelContents(
        0,
        Collections.nCopies(loads, new Load(true, NOTHING, 0, 0, false, pending)),
        Collections.nCopies(posts, new Run(false, none)),
        -1);
  }

  boolean areLookedAt() {
    return !loads.isEmpty();
  }

  /** Which load a POST names: the first one the older, all others the newer. */
  int loadOf(int run) {
    return Math.min(run, loads.size() - 1);
  }

  Load of(int run) {
    return loads.get(loadOf(run));
  }

  ModelContents changed() {
    return new ModelContents(version + 1, loads, runs, newestSent);
  }

  /** A newer load takes the place of the oldest. */
  ModelContents replaced() {
    return load(
        0,
        old ->
            new Load(
                false, old.sealed(), old.attempts(), old.sent(), old.synchronised(), old.dealers));
  }

  ModelContents sealed(int run, int content) {
    return load(
        loadOf(run),
        old ->
            new Load(
                old.current(),
                content,
                old.attempts(),
                old.sent(),
                old.synchronised(),
                old.dealers()));
  }

  /** The dealers are made ready, once in a run. */
  ModelContents prepared(int run) {
    if (runs.get(run).prepared()) {
      return this;
    }
    List<Dealer> reopened =
        of(run).dealers().stream()
            .map(state -> state == Dealer.CONFIRMED ? state : Dealer.PENDING)
            .toList();
    return load(loadOf(run), old -> old.dealers(reopened)).run(run, concerning(run, true));
  }

  private Run concerning(int run, boolean prepared) {
    List<Result> results = new ArrayList<>(runs.get(run).results());
    for (int dealer = 0; dealer < results.size(); dealer++) {
      if (of(run).dealers().get(dealer) == Dealer.CONFIRMED) {
        results.set(dealer, Result.NOT_CONCERNED);
      }
    }
    return new Run(prepared, List.copyOf(results));
  }

  /** The first dealer that the run has still to send to. */
  OptionalInt open(int run) {
    List<Dealer> dealers = of(run).dealers();
    for (int dealer = 0; dealer < dealers.size(); dealer++) {
      if (dealers.get(dealer) == Dealer.PENDING || dealers.get(dealer) == Dealer.SENDING) {
        return OptionalInt.of(dealer);
      }
    }
    return OptionalInt.empty();
  }

  ModelContents announced(int run, int dealer) {
    int load = loadOf(run);
    ModelContents announced =
        load(
            load,
            old ->
                new Load(
                    old.current(),
                    old.sealed(),
                    old.attempts() + 1,
                    old.sent(),
                    old.synchronised(),
                    with(old.dealers(), dealer, Dealer.SENDING)));
    return new ModelContents(version, announced.loads, runs, Math.max(newestSent, load));
  }

  /**
   * An announcement is taken back: nothing of it has left. That the load was announced to somebody
   * stays noted.
   */
  ModelContents withdrawn(int run, int dealer) {
    return load(
        loadOf(run),
        old ->
            new Load(
                old.current(),
                old.sealed(),
                old.attempts() - 1,
                old.sent(),
                old.synchronised(),
                with(old.dealers(), dealer, Dealer.PENDING)));
  }

  ModelContents sent(int run, int content) {
    return load(
        loadOf(run),
        old ->
            new Load(
                old.current(),
                old.sealed(),
                old.attempts(),
                old.sent() | 1 << content,
                old.synchronised(),
                old.dealers()));
  }

  /**
   * @param ofTheRun whether results are the run's; if not, those of earlier runs of its load change
   *     with them
   */
  ModelContents settled(int run, int dealer, boolean confirmed, boolean ofTheRun) {
    Result result = confirmed ? Result.CONFIRMED : Result.FAILED;
    Dealer state = confirmed ? Dealer.CONFIRMED : Dealer.FAILED;
    ModelContents settled =
        load(loadOf(run), old -> old.dealers(with(old.dealers(), dealer, state)));
    for (int other = 0; other < runs.size(); other++) {
      Result kept = runs.get(other).results().get(dealer);
      boolean adds = other == run && kept == Result.NONE;
      if (adds || (!ofTheRun && loadOf(other) == loadOf(run) && kept != Result.NONE)) {
        settled = settled.result(other, dealer, result);
      }
    }
    return settled;
  }

  ModelContents synchronisedIfComplete(int run) {
    boolean complete = of(run).dealers().stream().allMatch(state -> state == Dealer.CONFIRMED);
    return load(
        loadOf(run),
        old ->
            new Load(
                old.current(),
                old.sealed(),
                old.attempts(),
                old.sent(),
                old.synchronised() || complete,
                old.dealers()));
  }

  /** The run ends early: see {@link RunClosing}. */
  ModelContents closed(int run) {
    if (!areLookedAt()) {
      return this;
    }
    boolean prepared = runs.get(run).prepared();
    ModelContents closed = prepared ? this : run(run, concerning(run, false));
    List<Dealer> dealers = of(run).dealers();
    for (int dealer = 0; dealer < dealers.size(); dealer++) {
      Dealer state = dealers.get(dealer);
      if (prepared && state == Dealer.SENDING) {
        closed = closed.result(run, dealer, Result.FAILED);
      } else if (prepared ? state == Dealer.PENDING : state != Dealer.CONFIRMED) {
        closed = closed.result(run, dealer, Result.NOT_SENT);
      }
    }
    return closed.load(
        loadOf(run),
        old ->
            old.dealers(
                dealers.stream()
                    .map(state -> state == Dealer.CONFIRMED ? state : Dealer.FAILED)
                    .toList()));
  }

  private ModelContents result(int run, int dealer, Result result) {
    Run old = runs.get(run);
    return run(run, new Run(old.prepared(), with(old.results(), dealer, result)));
  }

  private ModelContents run(int run, Run next) {
    return new ModelContents(version, loads, with(runs, run, next), newestSent);
  }

  private ModelContents load(int load, UnaryOperator<Load> change) {
    return new ModelContents(
        version, with(loads, load, change.apply(loads.get(load))), runs, newestSent);
  }

  private static <T> List<T> with(List<T> list, int index, T item) {
    List<T> copy = new ArrayList<>(list);
    copy.set(index, item);
    return List.copyOf(copy);
  }
}
