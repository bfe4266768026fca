package com.dealersync.delivery;

import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Host names outside ASCII. The JDK maps by IDNA 2003 where browsers do by IDNA 2008, so what the
 * two read differently is left alone; a name of other letters means the same to both.
 */
final class InternationalHost {
  private static final int FLAGS = IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES;

  // Of two letters each the older rules make others, the newer ones do not.
  private static final List<String> READ_DIFFERENTLY = List.of("ß", "ς");

  private InternationalHost() {}

  /** The character for which a host means two; null if there is none. */
  static @Nullable String ambiguity(String host) {
    return Characters.areVisibleAscii(host)
        ? null
        : READ_DIFFERENTLY.stream().filter(host::contains).findFirst().orElse(null);
  }

  /**
   * The A-label of each part in other letters; the host as it is if it is ASCII, or if a part
   * stands for other characters (such as ① for 1), which no host may then be.
   *
   * @param host in lower case
   */
  static String toAscii(String host) {
    if (Characters.areVisibleAscii(host)) {
      return host;
    }
    String composed = Normalizer.normalize(host, Normalizer.Form.NFC);
    StringBuilder ascii = new StringBuilder();
    for (String label : composed.split("\\.", -1)) {
      ascii.append(ascii.isEmpty() ? "" : ".").append(labelToAscii(label));
    }
    return ascii.toString();
  }

  private static String labelToAscii(String label) {
    if (label.chars().allMatch(c -> c < 128)) {
      return label;
    }
    try {
      String ascii = IDN.toASCII(label, FLAGS).toLowerCase(Locale.ROOT);
      return IDN.toUnicode(ascii, FLAGS).equals(label) ? ascii : label;
    } catch (IllegalArgumentException e) {
      return label;
    }
  }
}
