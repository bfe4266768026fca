package com.dealersync.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes that the organisation or a DBA created. Oracle refuses a second index on the same columns
 * in the same order, and every database refuses a second index with the same name.
 */
class ExistingIndexes {

  private static final Logger log = LoggerFactory.getLogger(ExistingIndexes.class);

  private final Connection connection;

  ExistingIndexes(Connection connection) {
    this.connection = connection;
  }

  /** Drops only those that a migration is about to create again. */
  void makeRoom(String table, List<String> columns) {
    try {
      for (Map.Entry<String, List<String>> index : columnsByIndex(table).entrySet()) {
        if (index.getValue().equals(columns)) {
          try (Statement drop = connection.createStatement()) {
            drop.execute("drop index \"" + index.getKey() + "\"");
          }
          log.warn(
              "El índice {} de {} {} se vuelve a crear con el nombre del servicio",
              index.getKey(),
              table,
              columns);
        }
      }
    } catch (SQLException e) {
      throw new FlywayException(
          "No se pudieron preparar los índices de %s %s".formatted(table, columns), e);
    }
  }

  private Map<String, List<String>> columnsByIndex(String table) throws SQLException {
    DatabaseMetaData dictionary = connection.getMetaData();
    boolean lower = dictionary.storesLowerCaseIdentifiers();
    Map<String, SortedMap<Integer, String>> found = new LinkedHashMap<>();
    try (ResultSet row =
        dictionary.getIndexInfo(
            connection.getCatalog(),
            connection.getSchema(),
            lower ? table.toLowerCase(Locale.ROOT) : table,
            false,
            true)) {
      while (row.next()) {
        String index = row.getString("INDEX_NAME");
        String column = row.getString("COLUMN_NAME");
        if (index != null && column != null) {
          found
              .computeIfAbsent(index, name -> new TreeMap<>())
              .put(row.getInt("ORDINAL_POSITION"), column.toUpperCase(Locale.ROOT));
        }
      }
    }
    Map<String, List<String>> columns = new LinkedHashMap<>();
    found.forEach((index, parts) -> columns.put(index, List.copyOf(parts.values())));
    return columns;
  }
}
