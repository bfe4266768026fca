package com.dealersync.api;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a file is written.
 *
 * @param separador what stands between two values, a comma if not given. Spreadsheets in Spanish
 *     often expect a semicolon
 */
record CsvQuery(
    @Pattern(regexp = "[,;]", message = "debe ser una coma o un punto y coma") @Nullable String separador) {

  char separator() {
    return separador == null ? ',' : separador.charAt(0);
  }
}
