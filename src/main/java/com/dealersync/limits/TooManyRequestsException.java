package com.dealersync.limits;

import java.time.Duration;

/** A caller asks for more than its share. */
public final class TooManyRequestsException extends RuntimeException {

  private final Duration retryAfter;

  TooManyRequestsException(Duration retryAfter) {
    // Without a stack trace, because a flood of requests must stay cheap.
    super("Too many requests", null, false, false);
    this.retryAfter = retryAfter;
  }

  /** How long until the next request is accepted, if the caller sends no other one before. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
