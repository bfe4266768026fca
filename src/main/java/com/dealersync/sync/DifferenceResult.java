package com.dealersync.sync;

import com.dealersync.catalog.LoadSummary;
import com.dealersync.payload.ContentDifference;
import java.time.Duration;
import java.util.List;

/** What is new in a load, or why that cannot be told. */
public sealed interface DifferenceResult {

  /**
   * There is another load to compare with.
   *
   * @param key the fields that say which record one is; empty if none do
   */
  record Found(LoadSummary previous, List<String> key, ContentDifference difference)
      implements DifferenceResult {}

  /** There is no such load. */
  record UnknownLoad() implements DifferenceResult {}

  /** Nothing was sealed for the load, or it is kept no more. */
  record NothingSealed() implements DifferenceResult {}

  /** No content of an older load is kept. */
  record NoPrevious() implements DifferenceResult {}

  /** Another comparison is being made. */
  record Busy(Duration retryAfter) implements DifferenceResult {}
}
