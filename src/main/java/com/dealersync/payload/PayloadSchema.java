package com.dealersync.payload;

import com.dealersync.catalog.ProcessType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What a dealer receives of a process type, as JSON Schema (draft 2020-12): of the query as the
 * database describes it, so that a column more is there at once.
 */
@Component
public class PayloadSchema {

  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  /** Longer ones are no limit that anybody has set. */
  private static final int LONGEST_TEXT = 32_767;

  private final QueryRunner query;

  PayloadSchema(JdbcTemplate jdbc) {
    query = new QueryRunner(jdbc);
  }

  /** Its fields in the order of the document. */
  public Map<String, Object> of(ProcessType type) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Column column : query.columns(type)) {
      fields.put(column.label(), field(column));
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("procesodetalle", list(head(type), 1));
    parts.put(type.listName(), list(object(fields), Integer.MAX_VALUE));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DIALECT);
    schema.put("title", type.name());
    schema.put("description", type.description());
    schema.putAll(object(parts));
    return schema;
  }

  private static Map<String, Object> head(ProcessType type) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("eventoCargaProcesoId", Map.of("type", "integer"));
    fields.put("proceso", Map.of("const", type.name()));
    fields.put(
        "fechaCarga", nullable("string", "pattern", "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$"));
    fields.put("idCarga", ordered("type", "string", "maxLength", 100));
    fields.put("registros", ordered("type", "integer", "minimum", 0));
    fields.put("webhooksTotales", ordered("type", "integer", "minimum", 1));
    return object(fields);
  }

  private static Map<String, Object> field(Column column) {
    return switch (column.kind()) {
      case TEXT ->
          column.size() >= 1 && column.size() <= LONGEST_TEXT
              ? nullable("string", "maxLength", column.size())
              : nullable("string");
      case WHOLE_NUMBER -> nullable("integer");
      case DECIMAL, FLOAT, DOUBLE -> nullable("number");
      case BOOLEAN -> nullable("boolean");
      case DATE -> nullable("string", "format", "date");
      case TIME -> nullable("string", "pattern", "^\\d\\d:\\d\\d:\\d\\d$");
      case DATE_TIME ->
          nullable("string", "pattern", "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d$");
      case OFFSET_DATE_TIME, INSTANT -> nullable("string", "format", "date-time");
      case UNWRITABLE -> throw new IllegalStateException("No such column passes the start-up");
    };
  }

  private static Map<String, Object> list(Map<String, Object> items, int most) {
    return most == 1
        ? ordered("type", "array", "minItems", 1, "maxItems", 1, "items", items)
        : ordered("type", "array", "items", items);
  }

  /** Every field is always there; what is not known is null. */
  private static Map<String, Object> object(Map<String, Object> fields) {
    return ordered(
        "type", "object", "required", List.copyOf(fields.keySet()), "properties", fields);
  }

  private static Map<String, Object> nullable(String type, Object... keysAndValues) {
    Map<String, Object> schema = ordered("type", List.of(type, "null"));
    schema.putAll(ordered(keysAndValues));
    return schema;
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
