package com.dealersync.api;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** Which runs; a filter left empty, as in {@code ?idCarga=&status=}, filters nothing. */
record HistoryQuery(
    @Pattern(
            regexp = "[A-Za-z0-9_-]{0,50}",
            message = "debe tener hasta 50 letras, dígitos, '_' o '-'")
        @Nullable String processType,
    @Pattern(
            regexp = "[A-Za-z0-9._:-]{0,100}",
            message = "debe tener hasta 100 letras, dígitos, '.', '_', '-' o ':'")
        @Nullable String idCarga) {

  @Nullable String givenProcessType() {
    return StringUtils.hasText(processType) ? processType : null;
  }

  @Nullable String givenIdCarga() {
    return StringUtils.hasText(idCarga) ? idCarga : null;
  }
}
