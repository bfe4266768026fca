package com.dealersync.notices;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A notice on its way to one destination, or one that is there. Times are in the service's zone.
 *
 * @param event its name in a message
 * @param runId the run that it is about
 * @param mail whether it goes by mail; if not, to a webhook
 * @param createdAt when what it tells happened
 * @param endedAt when it was delivered or given up; null while it waits
 */
public record Told(
    String event,
    long runId,
    boolean mail,
    State state,
    int attempts,
    LocalDateTime createdAt,
    @Nullable LocalDateTime endedAt) {

  /** How far it is. */
  public enum State {
    PENDIENTE,
    ENTREGADO,
    /** No attempt is made any more. */
    FALLIDO,
    /** Its destination is configured no more. */
    DESCARTADO
  }
}
