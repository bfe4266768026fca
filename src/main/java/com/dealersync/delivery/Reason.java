package com.dealersync.delivery;

import java.util.List;
import java.util.stream.Stream;

/**
 * A cause for which a dealer does not confirm, in the words that people read: what was wrong and
 * what to do. No two share a text, and the operators' page lists them all.
 */
sealed interface Reason
    permits NetworkReason, ProxyReason, ReplyReason, StatusReason, SnapshotReason, RunReason {

  /** Short and for the log. */
  String name();

  Cause cause();

  /**
   * What all reasons have.
   *
   * @param what was wrong; it may have one place to fill
   * @param remedy what to do about it
   */
  record Cause(FailureKind kind, String what, String remedy) {}

  /** All of them, in the order of the operators' page. */
  static List<Reason> all() {
    return Stream.<Reason[]>of(
            NetworkReason.values(),
            ProxyReason.values(),
            ReplyReason.values(),
            StatusReason.values(),
            SnapshotReason.values(),
            RunReason.values())
        .flatMap(Stream::of)
        .toList();
  }

  default FailureKind kind() {
    return cause().kind();
  }

  /** What was wrong; it may have one place to fill. */
  default String what() {
    return cause().what();
  }

  /** What to do about it. */
  default String remedy() {
    return cause().remedy().replace("%%", "%");
  }

  /**
   * The text as people read it.
   *
   * @param detail what goes into its place, if it has one
   */
  default String text(Object... detail) {
    return what().formatted(detail) + ". " + remedy() + ".";
  }

  /** Likewise, of an answer with that status. */
  default String answered(int status, Object... detail) {
    boolean hasPlace = what().contains("%d");
    String said = hasPlace ? what().formatted(status) : what().formatted(detail);
    String shown = hasPlace ? said : said + " (HTTP " + status + ")";
    return shown + ". " + remedy() + ".";
  }
}
