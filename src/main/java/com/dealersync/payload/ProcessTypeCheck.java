package com.dealersync.payload;

import com.dealersync.catalog.InvalidProcessTypeException;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tries each configured query at start-up: a broken one must not wait for the first sync. */
@Component
class ProcessTypeCheck implements SmartInitializingSingleton {

  private final ProcessTypes types;
  private final QueryRunner query;

  ProcessTypeCheck(ProcessTypes types, JdbcTemplate jdbc) {
    this.types = types;
    this.query = new QueryRunner(jdbc);
  }

  @Override
  public void afterSingletonsInstantiated() {
    types.all().forEach(this::check);
  }

  private void check(ProcessType type) {
    List<String> labels;
    try {
      labels = query.labels(type);
    } catch (DataAccessException e) {
      throw new InvalidProcessTypeException(
          "La consulta de dealer-sync.procesos.%s.sql no se puede ejecutar: %s"
              .formatted(type.name(), e.getMostSpecificCause().getMessage()),
          e);
    }
    Set<String> seen = new HashSet<>();
    for (String label : labels) {
      if (!seen.add(label)) {
        throw new InvalidProcessTypeException(
            "La consulta de dealer-sync.procesos.%s.sql da dos veces el campo '%s'"
                .formatted(type.name(), label));
      }
    }
  }
}
