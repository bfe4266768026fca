package com.dealersync.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Which dealers of a load or a run; null matches all.
 *
 * @param search part of their BAC, name or host, without regard to case and accents; has no
 *     wildcards
 * @param cause of a {@link FailureGroup}
 * @param host of one, likewise
 */
public record DealerFilter(
    @Nullable DealerState state,
    @Nullable String search,
    @Nullable String cause,
    @Nullable String host) {

  public DealerFilter(@Nullable DealerState state, @Nullable String search) {
    this(state, search, null, null);
  }

  public static DealerFilter all() {
    return new DealerFilter(null, null);
  }
}
