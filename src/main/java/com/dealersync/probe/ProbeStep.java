package com.dealersync.probe;

import org.jspecify.annotations.Nullable;

/**
 * One thing on the way to a webhook and what came of it.
 *
 * @param detail in Spanish, free of secrets
 * @param millis how long it took; null if that was not measured
 */
public record ProbeStep(Kind kind, boolean ok, String detail, @Nullable Long millis) {

  /** In order; the first that fails is the last one. */
  public enum Kind {
    DIRECCION("Dirección"),
    BUSQUEDA("Búsqueda"),
    CONEXION("Conexión"),
    TLS("TLS"),
    MENSAJE("Mensaje");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }
}
