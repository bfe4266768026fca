package com.dealersync.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** One watcher's view of a run. Not thread-safe. */
public final class RunWatching implements AutoCloseable {

  private final WatchedRun run;
  private final Consumer<RunView> leave;
  private RunView seen;

  RunWatching(RunView first, WatchedRun run, Consumer<RunView> leave) {
    this.seen = first;
    this.run = run;
    this.leave = leave;
  }

  /** The run as it was last read. */
  public RunView current() {
    return seen;
  }

  /** Waits for a change; empty if there is none in that time, or if {@link #isOver()}. */
  public Optional<RunView> next(Duration atMost) throws InterruptedException {
    RunView next = run.awaitOther(seen, atMost);
    boolean changed = !next.equals(seen);
    seen = next;
    return changed ? Optional.of(next) : Optional.empty();
  }

  /** Whether no news will come: the run has ended, or this node is stopping. */
  public boolean isOver() {
    return !seen.status().isActive() || run.isClosed();
  }

  @Override
  public void close() {
    leave.accept(seen);
  }
}
