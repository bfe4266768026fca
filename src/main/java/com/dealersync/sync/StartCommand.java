package com.dealersync.sync;

import com.dealersync.audit.Caller;

/**
 * A wish to synchronise a load.
 *
 * @param caller who asks; written to the run
 * @param forced whether what the guard finds is let pass
 */
public record StartCommand(String processType, String idCarga, Caller caller, boolean forced) {

  public StartCommand(String processType, String idCarga, Caller caller) {
    this(processType, idCarga, caller, false);
  }
}
