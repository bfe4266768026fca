package com.dealersync.sync;

import java.util.List;

/** The result of a request to send a load to some dealers again. */
public sealed interface ResendResult {

  /** The load is found, and its start has that result. */
  record Asked(String idCarga, StartResult start) implements ResendResult {}

  /** No process type with that name is configured. */
  record UnknownProcessType(List<String> configured) implements ResendResult {}

  /** The process type has no current load, or nothing of that was sealed or is kept. */
  record NothingSealed() implements ResendResult {}

  /**
   * The load's snapshot lacks some of the dealers; nothing is sent to anybody.
   *
   * @param bacs those
   */
  record UnknownDealers(String idCarga, List<String> bacs) implements ResendResult {}
}
