package com.dealersync.delivery;

import com.dealersync.catalog.PreviousSecret;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * For how long after a secret was replaced messages are signed with both.
 *
 * @param overlap null if a replaced secret is never used again
 */
record Rotation(@Nullable Duration overlap) {
  private static final String OFF = "off";

  /**
   * Reads a setting. Public because that is how Spring finds it.
   *
   * @param setting a duration, or {@code off}
   */
  public static Rotation of(String setting) {
    if (setting.equals(OFF)) {
      return new Rotation(null);
    }
    Duration overlap = durationOf(setting);
    DeliveryProperties.require(
        "rotation",
        overlap != null && overlap.isPositive(),
        "un tiempo mayor que cero u " + OFF,
        setting);
    return new Rotation(overlap);
  }

  /** Whether the dealer may still check with it. */
  boolean covers(PreviousSecret previous, ZonedDateTime now) {
    LocalDateTime replacedAt = previous.replacedAt();
    if (overlap == null || replacedAt == null) {
      return false;
    }
    Instant from = replacedAt.atZone(now.getZone()).toInstant();
    return !now.toInstant().isBefore(from) && now.toInstant().isBefore(from.plus(overlap));
  }

  private static @Nullable Duration durationOf(String setting) {
    try {
      return DurationStyle.detectAndParse(setting);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
