package com.dealersync.sync;

/** What became of a wish to cancel a run. */
public sealed interface CancelResult {

  /** It has ended, or will within seconds. */
  record Cancelling(RunView run) implements CancelResult {}

  /** There was nothing left to cancel. */
  record AlreadyEnded(RunView run) implements CancelResult {}

  record UnknownRun() implements CancelResult {}
}
