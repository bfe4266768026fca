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

/**
 * Lets the database describe each configured query at start-up, so that a broken query is found
 * before the first run. It checks only the definition, so that no row of the catalog can stop the
 * service.
 */
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

  void check(ProcessType type) {
    List<Column> columns;
    try {
      columns = query.columns(type);
    } catch (DataAccessException e) {
      throw new InvalidProcessTypeException(
          "La consulta de dealer-sync.procesos.%s.sql no se puede ejecutar: %s"
              .formatted(type.name(), e.getMostSpecificCause().getMessage()),
          e);
    }
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      if (!seen.add(column.label())) {
        throw new InvalidProcessTypeException(
            "La consulta de dealer-sync.procesos.%s.sql da dos veces el campo '%s'"
                .formatted(type.name(), column.label()));
      }
      if (column.kind() == ColumnKind.UNWRITABLE) {
        throw new InvalidProcessTypeException(
            "La consulta de dealer-sync.procesos.%s.sql da el campo '%s' de tipo %s, que no se puede escribir en JSON; quítelo o conviértalo en texto en la consulta"
                .formatted(type.name(), column.label(), column.typeName()));
      }
    }
    for (String field : type.key()) {
      if (!seen.contains(field)) {
        throw new InvalidProcessTypeException(
            "La consulta de dealer-sync.procesos.%s.sql no da el campo '%s' de su clave"
                .formatted(type.name(), field));
      }
    }
  }
}
