package com.dealersync.bench;

import com.dealersync.testing.TestData;
import java.util.HashMap;
import java.util.Map;

/** The rows that payloads are made of, and a process type for each size that is measured. */
final class Catalog {
  /** Rows whose payload has about 1 kB. */
  static final int SMALL = 4;

  /** Rows whose payload has about 80 kB. */
  static final int USUAL = 350;

  /** Rows whose payload has about 100 kB. */
  static final int LARGE = 445;

  /** Rows of a rendering that is measured by itself. */
  static final int HUGE = 100_000;

  static final int[] SIZES = {SMALL, USUAL, LARGE, HUGE};

  private Catalog() {}

  static void fill(TestData data) {
    data.products(HUGE);
  }

  static String nameOf(int rows) {
    return "Bench" + rows;
  }

  static Map<String, Object> processTypes() {
    Map<String, Object> all = new HashMap<>();
    for (int rows : SIZES) {
      all.putAll(processType(nameOf(rows), rows));
    }
    return all;
  }

  static Map<String, Object> processType(String name, int rows) {
    String prefix = "dealer-sync.procesos." + name + ".";
    return Map.of(
        prefix + "descripcion",
        rows + " productos",
        prefix + "lista",
        "listaProductos",
        prefix + "sql",
        sql(rows));
  }

  static String sql(int rows) {
    return """
    select COGM_NOMBREPRODUCTO as "nombreProducto", COGM_PAIS as "pais",
           COGM_NOMBREMODELO as "nombreModelo", COGM_ANIOMODELO as "anioModelo",
           COGM_MODELOINTERES as "modeloInteres", COGM_MARCANEGOCIO as "marcaNegocio",
           COGM_NOMBRELOCAL as "nombreLocal", COGM_DEFINICIONVEHICULO as "definicionVehiculo"
      from CO_GM_LISTAPRODUCTOS
     where COGM_PRODUCTOID <= %d
     order by COGM_PRODUCTOID"""
        .formatted(rows);
  }
}
