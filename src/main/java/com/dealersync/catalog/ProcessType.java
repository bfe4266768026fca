package com.dealersync.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of catalog that can be synchronised.
 *
 * @param name its key in the configuration and the API, case-sensitive
 * @param description what it is, for people
 * @param listName the field of the payload that holds its rows
 * @param sql its rows: column label = field name
 * @param pilot who gets a load first
 * @param automaticStart when its loads start without a hand; null if somebody has to start them
 * @param key the fields that say which record one is, for the difference between two loads; empty
 *     if none do
 */
public record ProcessType(
    String name,
    String description,
    String listName,
    String sql,
    Pilot pilot,
    @Nullable StartWindow automaticStart,
    List<String> key) {

  /** One that has nothing but its rows. */
  public ProcessType(String name, String description, String listName, String sql) {
    this(name, description, listName, sql, Pilot.NONE, null, List.of());
  }
}
