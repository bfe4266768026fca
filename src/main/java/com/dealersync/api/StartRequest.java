package com.dealersync.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which load to synchronise.
 *
 * @param processType case-sensitive
 * @param forzar whether to let pass what the guard finds; not if absent
 */
record StartRequest(
    @NotNull(message = REQUIRED) @Pattern(
            regexp = "[A-Za-z0-9_-]{1,50}",
            message = "debe tener de 1 a 50 letras, dígitos, '_' o '-'")
        String processType,
    @NotNull(message = REQUIRED) @Pattern(
            regexp = "[A-Za-z0-9._:-]{1,100}",
            message = "debe tener de 1 a 100 letras, dígitos, '.', '_', '-' o ':'")
        String idCarga,
    @Nullable Boolean forzar) {

  private static final String REQUIRED = "es obligatorio";

  boolean isForced() {
    return Boolean.TRUE.equals(forzar);
  }
}
