package com.dealersync.catalog;

import com.dealersync.catalog.DealerOutcome.Confirmed;
import com.dealersync.catalog.DealerOutcome.Failed;
import org.jspecify.annotations.Nullable;

/** What the rows of several dealers may have in common, which in a good run is all of them. */
record Answer(
    DealerState state, int retries, @Nullable Integer httpStatus, @Nullable String error) {
  static final int ERROR_BYTES = 1_000;

  static Answer of(DealerOutcome outcome) {
    return switch (outcome) {
      case Confirmed it -> new Answer(DealerState.EXITOSO, it.retries(), it.httpStatus(), null);
      case Failed it ->
          new Answer(
              DealerState.FALLIDO,
              it.retries(),
              it.httpStatus(),
              ColumnText.fit(it.error(), ERROR_BYTES));
    };
  }
}
