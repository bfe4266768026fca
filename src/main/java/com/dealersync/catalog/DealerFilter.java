package com.dealersync.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dealers of a load; null matches all.
 *
 * @param search part of their BAC or name, in any case; has no wildcards
 */
public record DealerFilter(@Nullable DealerState state, @Nullable String search) {

  public static DealerFilter all() {
    return new DealerFilter(null, null);
  }

  /** On the snapshot's rows {@code d}. */
  String condition() {
    StringBuilder condition = new StringBuilder("d.COSD_COCP_EVENTOCARGAPROCESOID = ?");
    if (state != null) {
      condition.append("\n   and coalesce(d.COSD_ESTADOWEBHOOK, 'PENDIENTE') = ?");
    }
    if (search != null) {
      condition
          .append("\n   and ")
          .append(TextSearch.condition("d.COSD_DEALERBAC", "d.COSD_NOMBREDEALER"));
    }
    return condition.toString();
  }

  List<Object> parameters(long loadId) {
    List<Object> parameters = new ArrayList<>();
    parameters.add(loadId);
    if (state != null) {
      parameters.add(state.name());
    }
    if (search != null) {
      parameters.addAll(new TextSearch(search).parameters(2));
    }
    return parameters;
  }
}
