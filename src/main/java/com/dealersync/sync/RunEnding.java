package com.dealersync.sync;

import com.dealersync.catalog.ColumnText;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.hibernate.Length;
import org.hibernate.type.NumericBooleanConverter;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, or why it is to end.
 *
 * @param result null while active, and for runs that did not complete
 * @param message why it failed or was asked to stop; of an active run, why its last attempt failed
 */
@Embeddable
record RunEnding(
    @Convert(converter = NumericBooleanConverter.class) @Column(name = "COES_CANCELSOLICITADO")
        boolean cancelRequested,
    @Enumerated(EnumType.STRING) @Column(name = "COES_RESULTADO") @Nullable RunResult result,
    @Column(name = "COES_ERRORMESSAGE") @Nullable String message,
    @Column(name = "COES_ERRORDETAILS", length = Length.LONG32) @Nullable String details) {

  private static final int MESSAGE_BYTES = 1_000;

  /** The ending of a run that nothing ends yet. */
  static final RunEnding OPEN = new RunEnding(false, null, null, null);

  RunEnding completed(RunResult reached) {
    return new RunEnding(cancelRequested, reached, null, null);
  }

  RunEnding failed(String why, @Nullable String whyInDetail) {
    return new RunEnding(cancelRequested, result, ColumnText.fit(why, MESSAGE_BYTES), whyInDetail);
  }

  RunEnding asked(String why) {
    return new RunEnding(true, result, ColumnText.fit(why, MESSAGE_BYTES), details);
  }

  /** Keeps the reason of the request to cancel. */
  RunEnding cancelled() {
    return new RunEnding(cancelRequested, result, message, null);
  }
}
