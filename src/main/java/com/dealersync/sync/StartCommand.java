package com.dealersync.sync;

import com.dealersync.audit.Caller;

/**
 * A request to synchronise a load.
 *
 * @param caller who sends it; written to the run
 * @param forced whether the load is sent against the findings of the guard
 * @param onlyFirst whether to start only if the load has had no run at all
 * @param purpose which dealers it is for
 */
public record StartCommand(
    String processType,
    String idCarga,
    Caller caller,
    boolean forced,
    boolean onlyFirst,
    Purpose purpose) {

  public StartCommand(
      String processType, String idCarga, Caller caller, boolean forced, boolean onlyFirst) {
    this(processType, idCarga, caller, forced, onlyFirst, new Purpose.Everybody());
  }

  StartCommand(String processType, String idCarga, Caller caller, boolean forced, Purpose purpose) {
    this(processType, idCarga, caller, forced, false, purpose);
  }

  public StartCommand(String processType, String idCarga, Caller caller, boolean forced) {
    this(processType, idCarga, caller, forced, false);
  }

  public StartCommand(String processType, String idCarga, Caller caller) {
    this(processType, idCarga, caller, false);
  }
}
