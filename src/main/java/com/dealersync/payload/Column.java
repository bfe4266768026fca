package com.dealersync.payload;

import com.fasterxml.jackson.core.io.SerializedString;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a process type's query.
 *
 * @param typeName the database's name of the type
 * @param size the characters of a text or the digits of a number; 0 or absurd where there is no
 *     limit
 */
record Column(String label, SerializedString field, ColumnKind kind, String typeName, int size) {

  static List<Column> of(ResultSetMetaData columns) throws SQLException {
    List<Column> found = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String label = columns.getColumnLabel(i);
      String typeName = String.valueOf(columns.getColumnTypeName(i));
      found.add(
          new Column(
              label,
              new SerializedString(label),
              ColumnKind.of(columns.getColumnType(i), typeName),
              typeName,
              columns.getPrecision(i)));
    }
    return found;
  }
}
