package com.dealersync.catalog;

import com.dealersync.catalog.DealerOutcome.Confirmed;
import com.dealersync.catalog.DealerOutcome.Failed;
import org.jspecify.annotations.Nullable;

/**
 * The part of an answer that several dealers' rows may share. In a good run all of them share it,
 * so that one statement writes them.
 */
record Answer(
    DealerState state,
    int retries,
    @Nullable Integer httpStatus,
    @Nullable String error,
    boolean mayPass,
    boolean mayHaveReceived) {
  static final int ERROR_BYTES = 1_000;

  static Answer of(DealerOutcome outcome) {
    return switch (outcome) {
      case Confirmed it ->
          new Answer(DealerState.EXITOSO, it.retries(), it.httpStatus(), it.note(), false, false);
      case Failed it ->
          new Answer(
              DealerState.FALLIDO,
              it.retries(),
              it.httpStatus(),
              ColumnText.fit(it.error(), ERROR_BYTES),
              it.mayPass(),
              it.mayHaveReceived());
    };
  }
}
