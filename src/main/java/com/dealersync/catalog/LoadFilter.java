package com.dealersync.catalog;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which loads; null matches all.
 *
 * @param synchronised whether every dealer has it
 * @param from when it was made at the earliest; {@code until} at the latest
 * @param search part of their idCarga or file name, without regard to case and accents; has no
 *     wildcards
 */
public record LoadFilter(
    @Nullable String processType,
    @Nullable Boolean synchronised,
    @Nullable String search,
    @Nullable LocalDateTime from,
    @Nullable LocalDateTime until) {

  /**
   * @param date see {@link DateColumns#parameter()}
   */
  String condition(String date) {
    List<String> conditions = new ArrayList<>();
    if (processType != null) {
      conditions.add("COCP_PROCESO = ?");
    }
    if (synchronised != null) {
      conditions.add("coalesce(COCP_ESTATUS, ' ') %s ?".formatted(synchronised ? "=" : "<>"));
    }
    if (search != null) {
      conditions.add(TextSearch.condition("COCP_IDCARGA", "COCP_NOMBREARCHIVO"));
    }
    if (from != null) {
      conditions.add("COCP_FECHACARGA >= " + date);
    }
    if (until != null) {
      conditions.add("COCP_FECHACARGA <= " + date);
    }
    return conditions.isEmpty() ? "" : " where " + String.join("\n   and ", conditions);
  }

  List<Object> parameters() {
    List<Object> parameters = new ArrayList<>();
    if (processType != null) {
      parameters.add(processType);
    }
    if (synchronised != null) {
      parameters.add(Load.SYNCHRONISED);
    }
    if (search != null) {
      parameters.addAll(new TextSearch(search).parameters(2));
    }
    if (from != null) {
      parameters.add(from);
    }
    if (until != null) {
      parameters.add(until);
    }
    return parameters;
  }
}
