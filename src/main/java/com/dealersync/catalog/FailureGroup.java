package com.dealersync.catalog;

import java.util.List;

/**
 * Dealers of a load or a run that failed for one cause.
 *
 * @param cause for people; what {@link DealerFilter} narrows by
 * @param dealers how many
 * @param hosts where they are, the one with most first
 */
public record FailureGroup(String cause, int dealers, List<Host> hosts) {

  public record Host(String host, int dealers) {}
}
