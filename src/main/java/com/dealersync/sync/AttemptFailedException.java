package com.dealersync.sync;

/**
 * An attempt failed in a way that passes: the job is to be tried again, and another one goes on.
 */
public class AttemptFailedException extends RuntimeException {

  private final transient Claim claim;

  AttemptFailedException(Claim claim, RuntimeException cause) {
    super(
        "El intento %d de la ejecución %d falló: %s"
            .formatted(claim.attempt(), claim.runId(), FailureReason.of(cause)),
        cause);
    this.claim = claim;
  }

  Claim claim() {
    return claim;
  }
}
