package com.dealersync.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Which load to synchronise.
 *
 * @param processType case-sensitive
 */
record StartRequest(
    @NotNull(message = REQUIRED) @Pattern(
            regexp = "[A-Za-z0-9_-]{1,50}",
            message = "debe tener de 1 a 50 letras, dígitos, '_' o '-'")
        String processType,
    @NotNull(message = REQUIRED) @Pattern(
            regexp = "[A-Za-z0-9._:-]{1,100}",
            message = "debe tener de 1 a 100 letras, dígitos, '.', '_', '-' o ':'")
        String idCarga) {

  private static final String REQUIRED = "es obligatorio";
}
