package com.dealersync.api;

import com.dealersync.catalog.DealerFilter;
import com.dealersync.catalog.DealerState;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * Which dealers of a run or a load.
 *
 * @param estado any if not given
 * @param buscar part of their BAC, name or host
 * @param causa of a group of failures
 * @param servidor the host of one
 */
record DealerQuery(
    @Nullable DealerState estado,
    @Pattern(regexp = TEXT, message = MESSAGE) @Nullable String buscar,
    @Pattern(regexp = LONGER_TEXT, message = LONGER_MESSAGE) @Nullable String causa,
    @Pattern(regexp = LONGER_TEXT, message = LONGER_MESSAGE) @Nullable String servidor) {

  private static final String TEXT = "\\P{Cntrl}{0,100}";
  private static final String MESSAGE =
      "debe tener a lo sumo 100 caracteres, sin caracteres de control";
  private static final String LONGER_TEXT = "\\P{Cntrl}{0,260}";
  private static final String LONGER_MESSAGE =
      "debe tener a lo sumo 260 caracteres, sin caracteres de control";

  DealerFilter filter() {
    return new DealerFilter(estado, given(buscar), given(causa), given(servidor));
  }

  private static @Nullable String given(@Nullable String text) {
    return StringUtils.hasText(text) ? text : null;
  }
}
