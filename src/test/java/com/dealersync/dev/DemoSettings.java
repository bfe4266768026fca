package com.dealersync.dev;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the demonstration shows: {@code DEMO_CATALOGO} names a file of vehicles in place of the
 * made-up products, {@code DEMO_DEALERS} says how many dealers there are.
 *
 * @param products at least one
 * @param dealers 1–100,000
 */
record DemoSettings(List<Product> products, int dealers) {

  private static final int USUAL_DEALERS = 47;
  private static final int MOST_DEALERS = 100_000;

  /**
   * @throws InvalidDemoException if the catalog cannot be read or the number is none
   */
  static DemoSettings of(Map<String, String> environment) {
    return new DemoSettings(
        products(environment.getOrDefault("DEMO_CATALOGO", "").strip()),
        dealers(environment.getOrDefault("DEMO_DEALERS", "").strip()));
  }

  private static List<Product> products(String file) {
    if (file.isEmpty()) {
      return DemoProducts.all();
    }
    try {
      return CsvCatalog.read(Path.of(file));
    } catch (InvalidPathException e) {
      throw new InvalidDemoException(
          "DEMO_CATALOGO: «%s» no es el nombre de un archivo".formatted(file), e);
    }
  }

  private static int dealers(String number) {
    if (number.isEmpty()) {
      return USUAL_DEALERS;
    }
    if (number.matches("[0-9]{1,6}")) {
      int dealers = Integer.parseInt(number);
      if (dealers >= 1 && dealers <= MOST_DEALERS) {
        return dealers;
      }
    }
    throw new InvalidDemoException(
        "DEMO_DEALERS: debe ser un entero de 1 a %d, no «%s»".formatted(MOST_DEALERS, number));
  }
}
