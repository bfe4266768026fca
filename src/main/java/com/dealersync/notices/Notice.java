package com.dealersync.notices;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A change that people are told about.
 *
 * @param about the key of what changed: one notice for each event and key, whoever tells it
 * @param message for people, in Spanish
 * @param runId the run that it is about
 * @param at in the service's zone
 * @param dealers how the load's dealers stand; null if that is not known
 */
public record Notice(
    NoticeEvent event,
    long about,
    String processType,
    String idCarga,
    @Nullable Long loadId,
    long runId,
    LocalDateTime at,
    String message,
    @Nullable Dealers dealers) {

  /** How the dealers of a load stand. */
  public record Dealers(int total, int confirmed, int failed) {}

  /** The same for the same change, on every node. */
  String key() {
    return key(event, about);
  }

  static String key(NoticeEvent event, long about) {
    return event.text() + ":" + about;
  }
}
