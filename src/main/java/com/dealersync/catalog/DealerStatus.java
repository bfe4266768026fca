package com.dealersync.catalog;

import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The state of a dealer in a load or in a run, for people.
 *
 * @param attempts HTTP requests made to its webhook: for a load over all runs, for a run in that
 *     run
 * @param lastAttempt when the last one started, in the service's zone
 * @param lasted how long the last one took; null if it has not ended, or nobody noted it
 * @param httpStatus of the last answer
 * @param error why it is not confirmed
 * @param token its confirmation
 */
public record DealerStatus(
    String bac,
    @Nullable String name,
    DealerState state,
    int attempts,
    @Nullable LocalDateTime lastAttempt,
    @Nullable Duration lasted,
    @Nullable Integer httpStatus,
    @Nullable String error,
    @Nullable String token) {}
