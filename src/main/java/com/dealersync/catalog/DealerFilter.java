package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Which dealers of a load or a run; null matches all.
 *
 * @param search part of their BAC or name, in any case; has no wildcards
 */
public record DealerFilter(@Nullable DealerState state, @Nullable String search) {

  public static DealerFilter all() {
    return new DealerFilter(null, null);
  }
}
