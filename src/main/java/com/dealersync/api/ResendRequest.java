package com.dealersync.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whom to send the current load to again.
 *
 * @param processType case-sensitive
 * @param bacs dealers beside the one that the path names, such as all of one vendor; none if absent
 */
record ResendRequest(
    @NotNull(message = REQUIRED) @Pattern(
            regexp = "[A-Za-z0-9_-]{1,50}",
            message = "debe tener de 1 a 50 letras, dígitos, '_' o '-'")
        String processType,
    @Size(max = 1_000, message = "debe tener 1000 BACs a lo sumo") @Nullable List<
                @NotNull(message = REQUIRED) @Pattern(regexp = BAC, message = "debe tener de 1 a 100 caracteres visibles") String>
            bacs) {

  private static final String REQUIRED = "es obligatorio";
  private static final String BAC = "[^\\p{Cntrl}]{1,100}";

  /** All of them, each once. */
  List<String> all(String bac) {
    return Stream.concat(Stream.of(bac), bacs == null ? Stream.empty() : bacs.stream())
        .distinct()
        .toList();
  }

  static boolean isBac(String bac) {
    return bac.matches(BAC);
  }
}
