package com.dealersync.catalog;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a dealer's webhook checked before its present secret.
 *
 * @param value never logged: see {@link #toString()}
 * @param replacedAt when the present one replaced it, in the service's zone; null if nobody said
 */
public record PreviousSecret(String value, @Nullable LocalDateTime replacedAt) {

  @Override
  public String toString() {
    return "PreviousSecret[replacedAt=%s]".formatted(replacedAt);
  }
}
