package com.dealersync.delivery;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one message of a probe.
 *
 * @param reached how far it came
 * @param millis how long each phase took, by its name
 * @param status of the answer; null if none came
 * @param token with which it confirms; null if it does not
 * @param reason why it is no confirmation, in Spanish and free of secrets; null if it is one
 * @param lasted from the look-up to the end of the answer
 */
public record ProbeResult(
    Reached reached,
    Map<String, Long> millis,
    @Nullable Integer status,
    @Nullable String token,
    @Nullable String reason,
    Duration lasted) {

  /** How far a message came, in order. */
  public enum Reached {
    /** Nothing was dialled: of the URL or the secret no message can be made. */
    REFUSED,
    /** Nothing was dialled: the rules on addresses forbid it. */
    BLOCKED,
    /** The host's addresses were looked up. */
    LOOKUP,
    CONNECTION,
    TLS,
    /** Something of the message left. */
    MESSAGE,
    /** An answer with a status came. */
    ANSWER
  }

  public ProbeResult {
    millis = Map.copyOf(millis);
  }

  /** Whether an answer with a 2xx status came. */
  public boolean isSuccess() {
    return status != null && Reply.isSuccess(status);
  }

  /** Without the token, which may let someone in. */
  @Override
  public String toString() {
    return "ProbeResult[%s, status=%s, reason=%s]".formatted(reached, status, reason);
  }
}
