package com.dealersync.sync;

/** A round was to start that is planned no more: it started already, or was called off. */
final class RoundGoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RoundGoneException(long after) {
    super("No round is planned after run " + after);
  }
}
