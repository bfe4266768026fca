package com.dealersync.payload;

import com.dealersync.payload.ContentDifference.Change;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Compares two contents of one process type. It holds one of them at a time, and two digests for
 * each record of the earlier one.
 */
public final class ContentComparison {

  private static final int MOST_EXAMPLES = 10;

  private final Supplier<Payload> before;
  private final Supplier<Payload> now;
  private final List<String> key;

  /**
   * @param before reads the earlier content; asked twice
   * @param key the fields that say which record one is; if empty, a record is all of its fields
   */
  public ContentComparison(Supplier<Payload> before, Supplier<Payload> now, List<String> key) {
    this.before = before;
    this.now = now;
    this.key = List.copyOf(key);
  }

  public ContentDifference difference() {
    Map<Digest, Digest> left = new HashMap<>();
    Payload earlier = before.get();
    Numbering numbering = new Numbering();
    Records.forEach(
        earlier.bytes(),
        key,
        (identity, text) -> left.put(numbering.next(identity), Digest.of(text)));
    long recordsBefore = earlier.records();

    Payload later = now.get();
    long[] counts = new long[2];
    List<String> added = new ArrayList<>();
    Map<Digest, String> changed = new LinkedHashMap<>();
    Numbering again = new Numbering();
    Records.forEach(
        later.bytes(),
        key,
        (identity, text) -> {
          Digest record = again.next(identity);
          Digest known = left.remove(record);
          if (known == null) {
            counts[0]++;
            keep(added, text);
          } else if (!known.equals(Digest.of(text))) {
            counts[1]++;
            if (changed.size() < MOST_EXAMPLES) {
              changed.put(record, text);
            }
          }
        });
    List<String> removed = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    if (!left.isEmpty() || !changed.isEmpty()) {
      readExamples(left.keySet(), removed, changed, changes);
    }
    return new ContentDifference(
        recordsBefore, later.records(), counts[0], left.size(), counts[1], added, removed, changes);
  }

  /** The texts of the earlier content were not kept. */
  private void readExamples(
      Set<Digest> gone, List<String> removed, Map<Digest, String> changed, List<Change> changes) {
    Numbering numbering = new Numbering();
    Records.forEach(
        before.get().bytes(),
        key,
        (identity, text) -> {
          Digest record = numbering.next(identity);
          if (gone.contains(record)) {
            keep(removed, text);
          }
          String later = changed.get(record);
          if (later != null) {
            changes.add(new Change(text, later));
          }
        });
  }

  private static void keep(List<String> examples, String text) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(text);
    }
  }

  /** Tells records with equal keys apart by their order. */
  private static final class Numbering {
    private final Set<Digest> seen = new HashSet<>();

    Digest next(String identity) {
      Digest digest = Digest.of(identity);
      while (!seen.add(digest)) {
        digest = digest.next();
      }
      return digest;
    }
  }

  /** 128 bits of a SHA-256: different texts have different ones. */
  private record Digest(long high, long low) {

    static Digest of(String text) {
      byte[] sha256 = Payload.sha256(text.getBytes(StandardCharsets.UTF_8));
      ByteBuffer words = ByteBuffer.wrap(sha256);
      return new Digest(words.getLong(), words.getLong());
    }

    Digest next() {
      return new Digest(high, low + 1);
    }
  }
}
