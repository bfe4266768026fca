package com.dealersync.delivery;

import org.jspecify.annotations.Nullable;

/** The final answer of one webhook in a run. */
public sealed interface Settlement {

  WebhookGroup group();

  /** HTTP requests made for it in this run, the first one included; 0 if none was made. */
  int attempts();

  /** The last HTTP status; null if no answer came. */
  @Nullable Integer httpStatus();

  /**
   * The dealers confirmed.
   *
   * @param token their confirmation: 1–100 printable ASCII characters, as they sent it
   */
  record Confirmed(WebhookGroup group, int attempts, Integer httpStatus, String token)
      implements Settlement {}

  /**
   * The dealers did not confirm.
   *
   * @param reason why, in Spanish, free of secrets; any length
   */
  record Failed(WebhookGroup group, int attempts, @Nullable Integer httpStatus, String reason)
      implements Settlement {}
}
