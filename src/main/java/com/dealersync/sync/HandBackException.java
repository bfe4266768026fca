package com.dealersync.sync;

/**
 * This node is stopping and gives its run back. Another node continues it, or this one after its
 * restart.
 */
public class HandBackException extends RuntimeException {

  private final transient Claim claim;

  HandBackException(Claim claim) {
    super("El nodo se detiene; otro sigue con la ejecución %d".formatted(claim.runId()));
    this.claim = claim;
  }

  HandBackException(Claim claim, Throwable cause) {
    this(claim);
    initCause(cause);
  }

  Claim claim() {
    return claim;
  }
}
