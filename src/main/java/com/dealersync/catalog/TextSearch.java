package com.dealersync.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Searches columns for a text, anywhere in them and ignoring case. The text has no wildcards. */
record TextSearch(String text) {

  /**
   * A condition that is true if one of the columns contains the text. It has one parameter for each
   * column.
   */
  static String condition(String... columns) {
    // The database changes the case of both sides, because not every database folds the letters
    // that Java folds.
    return Arrays.stream(columns)
        .map("lower(%s) like lower(?) escape '!'"::formatted)
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  /** The parameters of a condition on that many columns. */
  List<String> parameters(int columns) {
    String literal = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return Collections.nCopies(columns, "%" + literal + "%");
  }
}
