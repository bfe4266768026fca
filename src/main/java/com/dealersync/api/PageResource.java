package com.dealersync.api;

import java.util.List;
import org.springframework.data.domain.Page;

/**
 * Part of a list.
 *
 * @param pagina which part, from 0
 * @param tamano elements of a whole page
 * @param total elements of all pages
 */
record PageResource<T>(List<T> elementos, int pagina, int tamano, long total) {

  static <T> PageResource<T> of(Page<T> page) {
    return new PageResource<>(
        page.getContent(), page.getNumber(), page.getSize(), page.getTotalElements());
  }
}
