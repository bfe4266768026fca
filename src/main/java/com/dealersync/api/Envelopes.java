package com.dealersync.api;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts answers into their envelope. */
@Component
class Envelopes {

  private final Clock clock;

  Envelopes(Clock clock) {
    this.clock = clock;
  }

  <T> ApiResponse<T> success(String message, T data) {
    return new ApiResponse<>(true, message, data, now());
  }

  <T> ApiResponse<T> failure(String message, @Nullable T data) {
    return new ApiResponse<>(false, message, data, now());
  }

  ApiResponse<?> failure(String message) {
    return failure(message, null);
  }

  /** The service's. */
  ZoneId zone() {
    return clock.getZone();
  }

  /** In the service's zone. */
  LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
