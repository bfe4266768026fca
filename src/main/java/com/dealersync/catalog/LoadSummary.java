package com.dealersync.catalog;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A load for people to choose. Other applications write it, so that any of it may be missing.
 *
 * @param fechaCarga when it was made, in the service's zone
 * @param announced how many records it announces
 * @param records how many its sealed content holds; null while nothing is sealed
 * @param warnings what was wrong with that content although it was sent by force; null if nothing
 *     was
 * @param dealersTotal dealers in its snapshot, as of its last run
 * @param dealersSynchronised those of them that confirmed
 * @param percentage of the dealers, those that confirmed
 */
public record LoadSummary(
    long id,
    @Nullable String processType,
    @Nullable String idCarga,
    @Nullable String fileName,
    @Nullable LocalDateTime fechaCarga,
    @Nullable Long announced,
    @Nullable Long records,
    @Nullable String warnings,
    @Nullable String status,
    @Nullable Integer dealersTotal,
    @Nullable Integer dealersSynchronised,
    @Nullable BigDecimal percentage) {

  /** Whether every dealer has it already. */
  public boolean isSynchronised() {
    return Load.SYNCHRONISED.equals(status);
  }
}
