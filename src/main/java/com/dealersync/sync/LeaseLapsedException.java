package com.dealersync.sync;

import com.dealersync.database.Fault;

/**
 * The database did not answer for so long that others may have taken this attempt for dead. The
 * attempt stops. The job is tried again and then sees who owns the run.
 */
class LeaseLapsedException extends RuntimeException implements Fault.Judged {

  LeaseLapsedException(Claim claim) {
    super(
        "El intento %d de la ejecución %d no pudo probar a tiempo que sigue siendo su dueño"
            .formatted(claim.attempt(), claim.runId()));
  }

  @Override
  public Fault fault() {
    return Fault.DATABASE;
  }
}
