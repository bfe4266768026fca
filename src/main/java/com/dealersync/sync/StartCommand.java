package com.dealersync.sync;

import com.dealersync.audit.Caller;

/**
 * A request to synchronise a load.
 *
 * @param caller who sends it; written to the run
 * @param forced whether the load is sent against the findings of the guard
 * @param purpose which dealers it is for
 */
public record StartCommand(
    String processType, String idCarga, Caller caller, boolean forced, Purpose purpose) {

  public StartCommand(String processType, String idCarga, Caller caller, boolean forced) {
    this(processType, idCarga, caller, forced, new Purpose.Everybody());
  }

  public StartCommand(String processType, String idCarga, Caller caller) {
    this(processType, idCarga, caller, false);
  }
}
