package com.dealersync.limits;

import java.time.Duration;

/** A caller asks for more than its share. */
public final class TooManyRequestsException extends RuntimeException {

  private final Duration retryAfter;

  TooManyRequestsException(Duration retryAfter) {
    // A flood must not cost a stack trace for each of its requests.
    super("Too many requests", null, false, false);
    this.retryAfter = retryAfter;
  }

  /** After which the next request is taken, if there is no other one before. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
