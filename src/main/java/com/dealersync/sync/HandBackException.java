package com.dealersync.sync;

/**
 * This node is stopping and gives its run back: another one, or this one once it is up again, goes
 * on.
 */
public class HandBackException extends RuntimeException {

  HandBackException(Claim claim, Throwable cause) {
    super("El nodo se detiene; otro sigue con la ejecución %d".formatted(claim.runId()), cause);
  }
}
