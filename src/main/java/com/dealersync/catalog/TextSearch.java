package com.dealersync.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What someone looks for: columns that hold this text somewhere, in capital letters or small ones.
 * Nothing in it is a wildcard.
 */
record TextSearch(String text) {

  /** True where one of the columns holds it; has a parameter for each of them. */
  static String condition(String... columns) {
    // Both sides by the database, as not each folds the letters that Java folds.
    return Arrays.stream(columns)
        .map("lower(%s) like lower(?) escape '!'"::formatted)
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  /** The parameters of a condition on so many columns. */
  List<String> parameters(int columns) {
    String literal = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return Collections.nCopies(columns, "%" + literal + "%");
  }
}
