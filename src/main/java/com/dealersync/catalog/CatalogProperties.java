package com.dealersync.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The process types, as configured.
 *
 * @param procesos what can be synchronised: for each name a {@code descripcion} for people, the
 *     {@code lista} that holds the rows in the payload, and the {@code sql} that reads them;
 *     perhaps a {@code piloto}, who gets each load first, and {@code inicio: automatico} with a
 *     {@code ventana} of hours; perhaps a {@code clave}, the fields that tell records apart
 */
@ConfigurationProperties("dealer-sync")
record CatalogProperties(@Nullable Map<String, Definition> procesos) {

  /** A broken definition is refused with the other settings, not when it is first used. */
  CatalogProperties {
    ProcessTypes.validated(procesos);
  }

  /**
   * One process type.
   *
   * @param descripcion what it is, for people
   * @param lista the field of the payload that holds its rows
   * @param sql its rows: column label = field name, SQL type = JSON type
   * @param piloto who gets a load before the others: a number of dealers, or their BACs; none if
   *     absent
   * @param inicio {@code manual}, which is the default, or {@code automatico}
   * @param ventana the hours in which an automatic start may happen, as {@code 22:00-06:00} in
   *     {@code dealer-sync.zone}; at any time if absent
   * @param clave the fields that say which record one is, so that the difference between two loads
   *     knows changed records; if absent, those are removed and added
   */
  record Definition(
      @Nullable String descripcion,
      @Nullable String lista,
      @Nullable String sql,
      @Nullable List<String> piloto,
      @Nullable String inicio,
      @Nullable String ventana,
      @Nullable List<String> clave) {}
}
