package com.dealersync.payload;

import java.util.List;

/**
 * What one content has that an earlier one had not.
 *
 * @param changed records with the same key whose other fields differ; always 0 without a key
 * @param addedExamples the first of them, as their text in the content; likewise the others
 */
public record ContentDifference(
    long before,
    long now,
    long added,
    long removed,
    long changed,
    List<String> addedExamples,
    List<String> removedExamples,
    List<Change> changedExamples) {

  /** One record before and now. */
  public record Change(String before, String now) {}
}
