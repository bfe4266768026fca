package com.dealersync.sync;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run at work does, and what it waits for. Times are in the service's zone.
 *
 * @param waitsFor null if it is getting on
 * @param pause of its process type; null if it is not paused
 * @param node that works on it
 * @param signal when the node gave its last sign
 * @param silence how long ago that was
 * @param inFlight requests on their way or without an answer yet
 * @param retries deliveries that wait for another attempt
 * @param nextStep when something happens by itself, such as a retry; null if nothing does
 * @param perSecond webhooks with a result, over the last half minute
 * @param end when it would end at that rate; null if that cannot be told
 * @param circuits how many origins a circuit breaker holds back
 * @param held the first of those
 */
public record RunActivity(
    @Nullable Wait waitsFor,
    @Nullable Pause pause,
    String node,
    LocalDateTime signal,
    Duration silence,
    int inFlight,
    int retries,
    @Nullable LocalDateTime nextStep,
    double perSecond,
    @Nullable LocalDateTime end,
    int circuits,
    List<Held> held) {

  /** What keeps a run from getting on. */
  public enum Wait {
    /** Its node gives no sign of life. */
    SIN_SENAL,
    /** An administrator holds its process type. */
    PAUSA,
    /** The node's own network is down. */
    RED_PROPIA,
    /** All that is left waits for another attempt. */
    REINTENTOS,
    /** The dealers that are left take long to answer. */
    DEALERS_LENTOS
  }

  /**
   * A host that its circuit breaker holds back.
   *
   * @param waiting deliveries behind it
   * @param probe when it is tried again
   */
  public record Held(String host, int waiting, LocalDateTime probe) {}
}
