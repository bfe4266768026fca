package com.dealersync.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Searches columns for a text, anywhere in them and without regard to case and accents. The text
 * has no wildcards.
 */
record TextSearch(String text) {

  // Capitals, too: some databases change the case of plain letters only.
  private static final String ACCENTED = "áéíóúüñàèìòùâêîôûäëïöçãõÁÉÍÓÚÜÑÀÈÌÒÙÂÊÎÔÛÄËÏÖÇÃÕ";
  private static final String PLAIN = "aeiouunaeiouaeiouaeiocaoaeiouunaeiouaeiouaeiocao";
  private static final String ACCENTLESS = "translate(%%s, '%s', '%s')".formatted(ACCENTED, PLAIN);

  /**
   * A condition that is true if one of the columns contains the text. It has one parameter for each
   * column.
   */
  static String condition(String... columns) {
    return Arrays.stream(columns)
        .map(column -> contains(ACCENTLESS.formatted(column)))
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  /** The same for one text that has no accents. */
  static String contains(String plainText) {
    // The database changes the case of both sides, because not every database folds the letters
    // that Java folds.
    return "lower(%s) like lower(?) escape '!'".formatted(plainText);
  }

  /** The text as a pattern that matches itself. */
  static String literal(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /** The parameters of a condition on that many columns. */
  List<String> parameters(int columns) {
    return Collections.nCopies(columns, "%" + literal(withoutAccents()) + "%");
  }

  private String withoutAccents() {
    return text.chars()
        .map(
            letter ->
                ACCENTED.indexOf(letter) < 0 ? letter : PLAIN.charAt(ACCENTED.indexOf(letter)))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
