package com.dealersync.api;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * Of which time, in the service's zone; both ends belong to it.
 *
 * @param desde from the beginning if not given
 * @param hasta until now if not given
 */
record PeriodQuery(
    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime desde,
    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable LocalDateTime hasta) {}
