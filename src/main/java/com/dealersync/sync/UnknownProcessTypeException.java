package com.dealersync.sync;

import com.dealersync.database.Fault;

/**
 * This node's settings do not have the run's process type. During an upgrade, another node may have
 * it.
 */
class UnknownProcessTypeException extends RuntimeException implements Fault.Judged {

  UnknownProcessTypeException(String processType) {
    super("El processType '%s' no está configurado en este nodo".formatted(processType));
  }

  @Override
  public Fault fault() {
    return Fault.NODE;
  }
}
