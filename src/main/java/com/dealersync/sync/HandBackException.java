package com.dealersync.sync;

/**
 * This node is stopping and gives its run back: another one, or this one once it is up again, goes
 * on.
 */
public class HandBackException extends RuntimeException {

  HandBackException(Claim claim) {
    super("El nodo se detiene; otro sigue con la ejecución %d".formatted(claim.runId()));
  }

  HandBackException(Claim claim, Throwable cause) {
    this(claim);
    initCause(cause);
  }
}
