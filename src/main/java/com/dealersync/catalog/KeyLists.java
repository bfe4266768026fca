package com.dealersync.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * One statement for many rows, with the keys of the rows in an {@code IN} list. A list has one of a
 * few fixed lengths and is filled up with its last key, so that the database sees few different
 * statements. No list has more than the 1,000 keys that Oracle accepts.
 */
final class KeyLists {
  private static final int[] LENGTHS = {1, 8, 64, 256};

  private final String sql;
  private final Map<Integer, List<@Nullable Object[]>> rowsByLength = new TreeMap<>();

  /**
   * @param sql with {@code %s} for the list, after all other parameters
   */
  KeyLists(String sql) {
    this.sql = sql;
  }

  /** Adds keys, and the other parameters that they share. */
  void add(List<?> keys, @Nullable Object... shared) {
    int longest = LENGTHS[LENGTHS.length - 1];
    for (int from = 0; from < keys.size(); from += longest) {
      List<?> part = keys.subList(from, Math.min(from + longest, keys.size()));
      int length = Arrays.stream(LENGTHS).filter(it -> it >= part.size()).findFirst().orElseThrow();
      List<@Nullable Object> row = new ArrayList<>();
      Collections.addAll(row, shared);
      for (int i = 0; i < length; i++) {
        row.add(part.get(Math.min(i, part.size() - 1)));
      }
      rowsByLength.computeIfAbsent(length, it -> new ArrayList<>()).add(row.toArray());
    }
  }

  void update(JdbcTemplate jdbc) {
    rowsByLength.forEach((length, rows) -> jdbc.batchUpdate(sql(length), rows));
  }

  <T> List<T> query(JdbcTemplate jdbc, RowMapper<T> mapper) {
    List<T> found = new ArrayList<>();
    rowsByLength.forEach(
        (length, rows) -> rows.forEach(row -> found.addAll(jdbc.query(sql(length), mapper, row))));
    return found;
  }

  private String sql(int length) {
    return sql.formatted(String.join(", ", Collections.nCopies(length, "?")));
  }
}
