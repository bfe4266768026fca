package com.dealersync.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Answers that say when to come back. */
@Component
class RetryLater {

  private static final Duration REDIS_RETRY = Duration.ofSeconds(10);
  private static final Duration DATABASE_RETRY = Duration.ofSeconds(10);

  private final Envelopes envelopes;

  RetryLater(Envelopes envelopes) {
    this.envelopes = envelopes;
  }

  ResponseEntity<ApiResponse<?>> conflict(Duration retryAfter, String message, Record data) {
    return answer(HttpStatus.CONFLICT, retryAfter, message, data);
  }

  ResponseEntity<ApiResponse<?>> lockUnavailable() {
    return lockUnavailable(REDIS_RETRY);
  }

  /** Redis is away. Existing clients compare the text literally. */
  ResponseEntity<ApiResponse<?>> lockUnavailable(Duration retryAfter) {
    return unavailable(
        retryAfter,
        "Servicio de distributed locking no disponible. Redis no está configurado o no está disponible.");
  }

  ResponseEntity<ApiResponse<?>> databaseUnavailable() {
    return unavailable(
        DATABASE_RETRY,
        "La base de datos no está disponible o no responde. Intente nuevamente más tarde.");
  }

  ResponseEntity<ApiResponse<?>> unavailable(Duration retryAfter, String message) {
    return answer(HttpStatus.SERVICE_UNAVAILABLE, retryAfter, message, null);
  }

  ResponseEntity<ApiResponse<?>> tooMany(Duration retryAfter, String message) {
    return answer(HttpStatus.TOO_MANY_REQUESTS, retryAfter, message, null);
  }

  private ResponseEntity<ApiResponse<?>> answer(
      HttpStatus status, Duration retryAfter, String message, @Nullable Record data) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    return ResponseEntity.status(status)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
        .contentType(MediaType.APPLICATION_JSON)
        .body(envelopes.failure(message, data));
  }
}
