package com.dealersync.sync;

import com.dealersync.database.Fault;

/**
 * An attempt failed for a reason that may pass. The job is tried again, and another attempt
 * continues the run.
 */
public class AttemptFailedException extends RuntimeException {

  private final transient Claim claim;
  private final Fault fault;

  /**
   * A failure that another attempt will probably meet again. Few attempts follow, so that the run
   * ends soon.
   */
  public static class Unlikely extends AttemptFailedException {
    private Unlikely(Claim claim, Fault fault, Throwable cause) {
      super(claim, fault, cause);
    }
  }

  private AttemptFailedException(Claim claim, Fault fault, Throwable cause) {
    super(
        "El intento %d de la ejecución %d falló: %s"
            .formatted(claim.attempt(), claim.runId(), FailureReason.of(cause)),
        cause);
    this.claim = claim;
    this.fault = fault;
  }

  static AttemptFailedException of(Claim claim, Throwable cause) {
    Fault fault = Fault.of(cause);
    return switch (fault) {
      case DATABASE, NODE -> new AttemptFailedException(claim, fault, cause);
      case PERMANENT, MEMORY, UNEXPECTED -> new Unlikely(claim, fault, cause);
    };
  }

  Claim claim() {
    return claim;
  }

  Fault fault() {
    return fault;
  }
}
