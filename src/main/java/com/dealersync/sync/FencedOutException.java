package com.dealersync.sync;

/** This attempt does not own its run any more: it must stop and write nothing. */
class FencedOutException extends RuntimeException {

  FencedOutException(Claim claim) {
    super(
        "El intento %d de la ejecución %d ya no es su dueño"
            .formatted(claim.attempt(), claim.runId()));
  }
}
