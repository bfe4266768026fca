package com.dealersync.api;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * What someone looks for.
 *
 * @param buscar part of a text; empty looks for nothing in particular. Control characters are not
 *     for looking, and not every database takes them
 */
record SearchQuery(
    @Pattern(
            regexp = "\\P{Cntrl}{0,100}",
            message = "debe tener a lo sumo 100 caracteres, sin caracteres de control")
        @Nullable String buscar) {

  @Nullable String text() {
    return StringUtils.hasText(buscar) ? buscar : null;
  }
}
