package com.dealersync.delivery;

import java.util.Set;

/** What cannot be seen in a text that somebody has copied. */
final class Characters {
  // Letters and marks by their category, and nothing to be seen.
  private static final Set<Integer> BLANK =
      Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0);

  private Characters() {}

  /** Whether all of them are visible ASCII, as in almost every text that is asked for. */
  static boolean areVisibleAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character <= ' ' || character >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** Where the first character is that cannot be seen, a blank not counted; -1 if none is. */
  static int firstInvisible(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      if (character != ' ' && isInvisible(character)) {
        return i;
      }
    }
    return -1;
  }

  /** Without what cannot be seen at both ends. */
  static String strip(String text) {
    int[] characters = text.codePoints().toArray();
    int from = 0;
    int to = characters.length;
    while (from < to && isInvisible(characters[from])) {
      from++;
    }
    while (to > from && isInvisible(characters[to - 1])) {
      to--;
    }
    return new String(characters, from, to - from);
  }

  /** The character at that place as people can look it up: {@code U+200B}. */
  static String shown(String text, int index) {
    return "U+%04X".formatted(text.codePointAt(index));
  }

  static boolean hasLoneSurrogate(String text) {
    return text.codePoints().anyMatch(it -> it >= 0xD800 && it <= 0xDFFF);
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          BLANK.contains(character)
              || (character >= 0xFE00 && character <= 0xFE0F)
              || (character >= 0xE0000 && character <= 0xE0FFF)
              || (character >= 0x180B && character <= 0x180F);
    };
  }
}
