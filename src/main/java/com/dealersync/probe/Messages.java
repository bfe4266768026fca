package com.dealersync.probe;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** What probes send: in the form of a catalog, and recognisable as none. */
final class Messages {
  /** No process type is called so. */
  static final String UNKNOWN_PROCESS = "PruebaDeConexion";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMdd_HHmmss");

  private static final String HEAD =
      """
      {"procesodetalle":[{"eventoCargaProcesoId":0,"proceso":"%s","fechaCarga":"%s",\
      "idCarga":"prueba_%s","registros":1,"webhooksTotales":1}],"%s":[%s]}""";
  private static final String PRODUCT =
      """
      {"nombreProducto":"2026 BUICK Envisión","pais":"México","nombreModelo":"Envision",\
      "anioModelo":2026,"modeloInteres":"BUENV012026","marcaNegocio":"BUICK",\
      "nombreLocal":null,"definicionVehiculo":"PRUEBA de dealer-sync"}""";

  private final Clock clock;

  Messages(Clock clock) {
    this.clock = clock;
  }

  /** A product list of one, loaded now. */
  byte[] products() {
    return message("ProductList", "listaProductos", PRODUCT);
  }

  /** Of a process type that nobody knows: it must not be kept. */
  byte[] unknown() {
    return message(UNKNOWN_PROCESS, "lista", "{}");
  }

  /** Likewise, of at least so many bytes. */
  byte[] unknown(int bytes) {
    String filler = "x".repeat(1024);
    return message(
        UNKNOWN_PROCESS,
        "lista",
        "{\"relleno\":\"" + filler.repeat(bytes / filler.length() + 1) + "\"}");
  }

  private byte[] message(String process, String list, String row) {
    LocalDateTime now = LocalDateTime.now(clock);
    return HEAD.formatted(process, TIME.format(now), NAME.format(now), list, row)
        .getBytes(StandardCharsets.UTF_8);
  }
}
