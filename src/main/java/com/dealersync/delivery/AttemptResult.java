package com.dealersync.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
sealed interface AttemptResult {

  /** The HTTP status; null if no answer came. */
  @Nullable Integer status();

  /** Whether no connection came about, for which our own network may be to blame. */
  static boolean neverConnected(AttemptResult result) {
    return result instanceof Failed failed && failed.kind().neverConnected();
  }

  record Confirmed(Integer status, String token) implements AttemptResult {
    @Override
    public String toString() {
      return "Confirmed[status=" + status + "]";
    }
  }

  /**
   * It did not confirm.
   *
   * @param reason in Spanish, free of secrets
   * @param retryAfter how long the dealer asks us to wait; null if it does not say
   */
  record Failed(
      FailureKind kind, @Nullable Integer status, String reason, @Nullable Duration retryAfter)
      implements AttemptResult {

    /** A failure before any answer. */
    static Failed without(FailureKind kind, String reason) {
      return new Failed(kind, null, reason, null);
    }
  }
}
