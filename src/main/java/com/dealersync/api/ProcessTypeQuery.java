package com.dealersync.api;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Of which process.
 *
 * @param processType case-sensitive; of any if empty
 */
record ProcessTypeQuery(
    @Pattern(
            regexp = "[A-Za-z0-9_-]{0,50}",
            message = "debe tener hasta 50 letras, dígitos, '_' o '-'")
        @Nullable String processType) {

  @Nullable String given() {
    return StringUtils.hasText(processType) ? processType : null;
  }
}
