package com.dealersync.sync;

import com.dealersync.database.Fault;

/**
 * The database was silent for so long that others may have called this attempt dead. It stops; the
 * job is tried again and finds out.
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
