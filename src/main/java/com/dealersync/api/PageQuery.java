package com.dealersync.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/**
 * Which part of a list.
 *
 * @param page 0 if not given; limited so that the row it begins at fits an int
 * @param size rows of a page, 20 if not given
 */
record PageQuery(
    @Min(value = 0, message = PAGE) @Max(value = 1_000_000, message = PAGE) @Nullable Integer page,
    @Min(value = 1, message = SIZE) @Max(value = 100, message = SIZE) @Nullable Integer size) {

  private static final String PAGE = "debe estar entre 0 y 1000000";
  private static final String SIZE = "debe estar entre 1 y 100";

  Pageable toPageable() {
    return PageRequest.of(page == null ? 0 : page, size == null ? 20 : size);
  }
}
