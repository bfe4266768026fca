package com.dealersync.testing.oracle;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What Oracle and its driver take, and what it would cost or mean something else there. */
final class StatementRules {

  /** What ojdbc fetches at once if nobody asks for more. */
  private static final int FEW_ROWS = 10;

  private StatementRules() {}

  /**
   * Says how a statement breaks a rule, if it does.
   *
   * @param isDate whether a column of this name is a DATE
   */
  static @Nullable String brokenBy(
      StatementShape shape, SortedMap<Integer, Bind> binds, Predicate<String> isDate) {
    if (shape.emptyText()) {
      return "'' is null";
    }
    if (!shape.results().isEmpty()) {
      return "a parameter has no type where it may be the result of COALESCE, NVL or CASE: "
          + shape.results();
    }
    for (Map.Entry<Integer, Bind> entry : binds.entrySet()) {
      int index = entry.getKey();
      Bind bind = entry.getValue();
      String column = shape.ranges().get(index);
      if (bind.value() == Bind.Value.UNTYPED_NULL) {
        return "parameter " + index + " is a null without a type";
      }
      if (bind.value() == Bind.Value.EMPTY_TEXT) {
        return "parameter " + index + " is '', which is null";
      }
      if (column != null && bind.type().startsWith("TIMESTAMP") && isDate.test(column)) {
        return "parameter "
            + index
            + " is a "
            + bind.type()
            + ", so that the index of the DATE "
            + column
            + " is of no use";
      }
    }
    return null;
  }

  /** Says how reading one more row breaks a rule, if it does. */
  static @Nullable String brokenByReading(int rows, int fetchSize) {
    return rows == FEW_ROWS + 1 && fetchSize <= FEW_ROWS
        ? "more than " + FEW_ROWS + " rows are read, but only " + fetchSize + " at a time"
        : null;
  }
}
