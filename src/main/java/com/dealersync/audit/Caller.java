package com.dealersync.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param name of the user or system
 * @param address of the caller; behind a proxy it depends on {@code
 *     server.forward-headers-strategy}
 * @param correlationId 1–64 characters; on every log line of the request and its run
 */
public record Caller(String name, String address, String correlationId) {

  /** This service itself, when nobody asked. */
  public static final String SYSTEM = "sistema";

  /**
   * This service itself, when nobody asked.
   *
   * @param correlationId of the request that it goes on with; null if there is none
   */
  public static Caller system(@Nullable String correlationId) {
    return new Caller(
        SYSTEM,
        "dealer-sync",
        correlationId == null ? UUID.randomUUID().toString() : correlationId);
  }
}
