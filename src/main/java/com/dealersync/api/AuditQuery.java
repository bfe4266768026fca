package com.dealersync.api;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Whose entries.
 *
 * @param usuario the whole name; anybody's if empty
 */
record AuditQuery(
    @Pattern(
            regexp = "[^\\p{Cntrl}]{0,100}",
            message = "debe tener hasta 100 caracteres imprimibles")
        @Nullable String usuario) {

  @Nullable String given() {
    return StringUtils.hasText(usuario) ? usuario : null;
  }
}
