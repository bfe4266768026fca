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
 * @param causa of a group of failures
 * @param servidor the host of one
 */
record DealerQuery(
    @Nullable DealerState estado,
    @Pattern(regexp = TEXT, message = MESSAGE) @Nullable String causa,
    @Pattern(regexp = TEXT, message = MESSAGE) @Nullable String servidor) {

  private static final String TEXT = "\\P{Cntrl}{0,260}";
  private static final String MESSAGE =
      "debe tener a lo sumo 260 caracteres, sin caracteres de control";

  /**
   * @param search for part of their BAC, name or host
   */
  DealerFilter filter(SearchQuery search) {
    return new DealerFilter(estado, search.text(), given(causa), given(servidor));
  }

  private static @Nullable String given(@Nullable String text) {
    return StringUtils.hasText(text) ? text : null;
  }
}
