package com.dealersync.sync;

/** A run was accepted, but its job could not be queued. */
public class HandOverException extends RuntimeException {

  HandOverException(long runId, Throwable cause) {
    super("The job of run %d could not be queued".formatted(runId), cause);
  }

  /** The stack trace, for the run's row. */
  String details() {
    return StackTraces.of(this);
  }
}
