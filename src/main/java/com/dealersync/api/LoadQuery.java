package com.dealersync.api;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Of which load.
 *
 * @param idCarga of any if empty
 */
record LoadQuery(
    @Pattern(
            regexp = "[A-Za-z0-9._:-]{0,100}",
            message = "debe tener hasta 100 letras, dígitos, '.', '_', '-' o ':'")
        @Nullable String idCarga) {

  @Nullable String given() {
    return StringUtils.hasText(idCarga) ? idCarga : null;
  }
}
