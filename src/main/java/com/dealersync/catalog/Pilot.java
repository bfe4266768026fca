package com.dealersync.catalog;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who gets a load first, so that a content that dealers reject does not reach all of them.
 *
 * @param dealers how many, the first of the snapshot; 0 if they are named or there is no pilot
 * @param bacs those that are named
 */
public record Pilot(int dealers, Set<String> bacs) {

  /** Nobody is served before the others. */
  public static final Pilot NONE = new Pilot(0, Set.of());

  private static final int MOST_DEALERS = 1_000;

  public Pilot {
    bacs = Set.copyOf(bacs);
  }

  public boolean isNone() {
    return dealers == 0 && bacs.isEmpty();
  }

  /**
   * Reads the setting: a number alone is how many, anything else a list of BACs.
   *
   * @throws IllegalArgumentException with the rule that it breaks, in Spanish
   */
  static Pilot of(@Nullable List<String> setting) {
    if (setting == null || setting.isEmpty()) {
      return NONE;
    }
    List<String> values = setting.stream().map(String::strip).toList();
    if (values.size() == 1 && values.getFirst().matches("-?\\d+")) {
      return ofCount(values.getFirst());
    }
    if (values.size() > MOST_DEALERS || values.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException(
          "debe ser un número de dealers o de 1 a %,d BAC".formatted(MOST_DEALERS));
    }
    return new Pilot(0, Set.copyOf(values));
  }

  private static Pilot ofCount(String number) {
    int dealers = number.length() > 5 ? 0 : Integer.parseInt(number);
    if (dealers < 1 || dealers > MOST_DEALERS) {
      throw new IllegalArgumentException(
          "debe ser un número de dealers de 1 a %,d; un solo BAC de puros dígitos se escribe dos veces"
              .formatted(MOST_DEALERS));
    }
    return new Pilot(dealers, Set.of());
  }
}
