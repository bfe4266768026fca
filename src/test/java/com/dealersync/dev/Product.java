package com.dealersync.dev;

/** A row of {@code CO_GM_LISTAPRODUCTOS}, without its key. */
record Product(
    String nombreProducto,
    String pais,
    String nombreModelo,
    int anioModelo,
    String modeloInteres,
    String marcaNegocio,
    String nombreLocal,
    String definicionVehiculo) {

  /** In the order of the table's columns. */
  Object[] columns() {
    return new Object[] {
      nombreProducto,
      pais,
      nombreModelo,
      anioModelo,
      modeloInteres,
      marcaNegocio,
      nombreLocal,
      definicionVehiculo
    };
  }
}
