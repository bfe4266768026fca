package com.dealersync.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
sealed interface AttemptResult {
  /** What comes before a dealer's own words. */
  String ANSWER = " Respuesta: ";

  /** The HTTP status; null if no answer came. */
  @Nullable Integer status();

  /** Whether no connection came about, for which our own network may be to blame. */
  static boolean neverConnected(AttemptResult result) {
    return result instanceof Failed failed && failed.kind().neverConnected();
  }

  /**
   * It confirmed.
   *
   * @param token null if it only said that it has the message already
   */
  record Confirmed(Integer status, @Nullable String token) implements AttemptResult {
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

    /** The same, with a sentence more before what the dealer said. */
    Failed saying(String sentence) {
      int said = reason.indexOf(ANSWER);
      String told = said < 0 ? reason : reason.substring(0, said);
      String rest = said < 0 ? "" : reason.substring(said);
      return new Failed(kind, status, told + " " + sentence + rest, retryAfter);
    }

    /** A failure before any answer. */
    static Failed without(FailureKind kind, String reason) {
      return new Failed(kind, null, reason, null);
    }

    static Failed without(Reason reason, Object... detail) {
      return new Failed(reason.kind(), null, reason.text(detail), null);
    }

    /** An answer that is no confirmation. */
    static Failed of(Reason reason, int status, Object... detail) {
      return new Failed(reason.kind(), status, reason.answered(status, detail), null);
    }
  }
}
