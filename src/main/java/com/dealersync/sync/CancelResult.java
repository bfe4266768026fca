package com.dealersync.sync;

/** The result of a request to cancel a run. */
public sealed interface CancelResult {

  /** The run has ended, or will end within seconds. */
  record Cancelling(RunView run) implements CancelResult {}

  /** The run had already ended. */
  record AlreadyEnded(RunView run) implements CancelResult {}

  /** The run had already ended; the rounds that were planned for its load are called off. */
  record RoundsCalledOff(RunView run) implements CancelResult {}

  record UnknownRun() implements CancelResult {}
}
