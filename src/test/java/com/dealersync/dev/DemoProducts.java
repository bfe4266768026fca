package com.dealersync.dev;

import java.util.List;
import java.util.stream.IntStream;

/** A made-up catalog of the usual size: each model in each of its years, the newest first. */
final class DemoProducts {

  private static final int COUNT = 341;
  private static final int NEWEST = 2026;
  private static final int OLDEST = 2012;

  private static final List<Model> MODELS =
      List.of(
          new Model("BUICK", "Enclave", "ENC", 2012),
          new Model("BUICK", "Encore", "ENR", 2013),
          new Model("BUICK", "Encore GX", "EGX", 2021),
          new Model("BUICK", "Envision", "ENV", 2016),
          new Model("BUICK", "Envista", "EVT", 2024),
          new Model("CADILLAC", "CT5", "CT5", 2020),
          new Model("CADILLAC", "Escalade", "ESC", 2012),
          new Model("CADILLAC", "Escalade ESV", "ESV", 2012),
          new Model("CADILLAC", "Lyriq", "LYR", 2024),
          new Model("CADILLAC", "Optiq", "OPT", 2025),
          new Model("CADILLAC", "XT4", "XT4", 2019),
          new Model("CADILLAC", "XT5", "XT5", 2017),
          new Model("CADILLAC", "XT6", "XT6", 2020),
          new Model("CHEVROLET", "Aveo", "AVE", 2012),
          new Model("CHEVROLET", "Blazer", "BLA", 2019),
          new Model("CHEVROLET", "Blazer EV", "BEV", 2024),
          new Model("CHEVROLET", "Camaro", "CAM", 2012),
          new Model("CHEVROLET", "Captiva", "CAP", 2012),
          new Model("CHEVROLET", "Cavalier", "CAV", 2018),
          new Model("CHEVROLET", "Cheyenne", "CHE", 2012),
          new Model("CHEVROLET", "Colorado", "COL", 2012),
          new Model("CHEVROLET", "Corvette", "COR", 2012),
          new Model("CHEVROLET", "Equinox", "EQX", 2016),
          new Model("CHEVROLET", "Equinox EV", "EQE", 2025),
          new Model("CHEVROLET", "Groove", "GRO", 2022),
          new Model("CHEVROLET", "Montana", "MON", 2023),
          new Model("CHEVROLET", "Onix", "ONX", 2020),
          new Model("CHEVROLET", "S10 Max", "S10", 2022),
          new Model("CHEVROLET", "Silverado", "SIL", 2012),
          new Model("CHEVROLET", "Spark", "SPA", 2012),
          new Model("CHEVROLET", "Suburban", "SUB", 2012),
          new Model("CHEVROLET", "Tahoe", "TAH", 2012),
          new Model("CHEVROLET", "Tornado Van", "TOR", 2021),
          new Model("CHEVROLET", "Tracker", "TRK", 2021),
          new Model("CHEVROLET", "Traverse", "TRA", 2012),
          new Model("CHEVROLET", "Trax", "TRX", 2013),
          new Model("GMC", "Acadia", "ACA", 2012),
          new Model("GMC", "Canyon", "CAN", 2015),
          new Model("GMC", "Hummer EV", "HEV", 2024),
          new Model("GMC", "Sierra", "SIE", 2012),
          new Model("GMC", "Terrain", "TER", 2012),
          new Model("GMC", "Yukon", "YUK", 2012));

  private DemoProducts() {}

  static List<Product> all() {
    return IntStream.iterate(NEWEST, year -> year >= OLDEST, year -> year - 1)
        .boxed()
        .flatMap(year -> MODELS.stream().filter(m -> m.since <= year).map(m -> m.of(year)))
        .limit(COUNT)
        .toList();
  }

  private record Model(String brand, String name, String code, int since) {

    private Product of(int year) {
      String product = "%d %s %s".formatted(year, brand, name);
      String interest = "%s%s01%d".formatted(brand.substring(0, 2), code, year);
      return new Product(product, "Mexico", name, year, interest, brand, name, product);
    }
  }
}
