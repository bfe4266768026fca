package com.dealersync.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The final answer of one webhook in a run. */
public sealed interface Settlement {

  WebhookGroup group();

  /**
   * Attempts made in this run, those that found no address, no connection or a refusal of ours
   * included; 0 if the run gave up before the first.
   */
  int attempts();

  /** The last HTTP status; null if no answer came. */
  @Nullable Integer httpStatus();

  /** How long the last attempt took; null if none was made. */
  @Nullable Duration lasted();

  /**
   * The dealers confirmed.
   *
   * @param token their confirmation: 1–100 printable ASCII characters, as they sent it; null if
   *     they only said that they have the message already, or if all of them confirmed elsewhere
   */
  record Confirmed(
      WebhookGroup group,
      int attempts,
      @Nullable Integer httpStatus,
      @Nullable Duration lasted,
      @Nullable String token)
      implements Settlement {

    /** Without the token, which is as good as a receipt. */
    @Override
    public String toString() {
      return "Confirmed[group=%s, attempts=%d, httpStatus=%d]"
          .formatted(group, attempts, httpStatus);
    }
  }

  /**
   * The dealers did not confirm.
   *
   * @param reason why, in Spanish, free of secrets; any length
   * @param mayPass whether it may go better later with nothing done about it
   * @param mayHaveArrived whether they may have the message nevertheless
   */
  record Failed(
      WebhookGroup group,
      int attempts,
      @Nullable Integer httpStatus,
      @Nullable Duration lasted,
      String reason,
      boolean mayPass,
      boolean mayHaveArrived)
      implements Settlement {}
}
