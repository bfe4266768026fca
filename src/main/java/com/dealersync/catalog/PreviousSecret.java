package com.dealersync.catalog;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The secret that a dealer's webhook checked before the present one.
 *
 * @param value never logged: see {@link #toString()}
 * @param replacedAt when the present one replaced it, in the service's zone; null if that was not
 *     recorded
 */
public record PreviousSecret(String value, @Nullable LocalDateTime replacedAt) {

  @Override
  public String toString() {
    return "PreviousSecret[replacedAt=%s]".formatted(replacedAt);
  }
}
