package com.dealersync.sync;

import com.dealersync.catalog.ColumnText;
import com.dealersync.catalog.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The pauses of process types, as all nodes see them. The database's clock decides whether one has
 * ended.
 */
@Component
class Pauses {

  /** Whether the pause of a row holds. */
  static final String HOLDS = "(PAUS_HASTA is null or PAUS_HASTA > CURRENT_TIMESTAMP)";

  private static final int REASON_BYTES = 2_000;

  private final JdbcClient sql;

  Pauses(JdbcClient sql) {
    this.sql = sql;
  }

  /** The one that holds now. */
  Optional<Pause> find(String processType) {
    return sql.sql(
            """
            select PAUS_MOTIVO, PAUS_USUARIO, PAUS_DESDE, PAUS_HASTA
              from CO_DS_PAUSA
             where PAUS_PROCESSTYPE = ? and %s\
            """
                .formatted(HOLDS))
        .param(processType)
        .query((row, index) -> read(row))
        .optional();
  }

  /** Those that hold now, by process type. */
  Map<String, Pause> all() {
    return sql
        .sql(
            """
            select PAUS_PROCESSTYPE, PAUS_MOTIVO, PAUS_USUARIO, PAUS_DESDE, PAUS_HASTA
              from CO_DS_PAUSA
             where %s\
            """
                .formatted(HOLDS))
        .query((row, index) -> Map.entry(row.getString("PAUS_PROCESSTYPE"), read(row)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The pause in the columns of {@link #HOLDS}'s table. */
  static Pause read(ResultSet row) throws SQLException {
    OffsetDateTime until = row.getObject("PAUS_HASTA", OffsetDateTime.class);
    return new Pause(
        row.getString("PAUS_MOTIVO"),
        row.getString("PAUS_USUARIO"),
        row.getObject("PAUS_DESDE", OffsetDateTime.class).toInstant(),
        until == null ? null : until.toInstant());
  }

  /** Changes the row of a process type that has one; false if it has none. */
  boolean replace(String processType, String reason, String by, @Nullable Instant until) {
    return sql.sql(
                """
                update CO_DS_PAUSA
                   set PAUS_MOTIVO = ?, PAUS_USUARIO = ?, PAUS_DESDE = CURRENT_TIMESTAMP,
                       PAUS_HASTA = ?
                 where PAUS_PROCESSTYPE = ?\
                """)
            .param(ColumnText.fit(reason, REASON_BYTES))
            .param(ColumnText.fit(by, RunTimes.USER_BYTES))
            .param(Parameters.instant(until == null ? null : until.atOffset(ZoneOffset.UTC)))
            .param(processType)
            .update()
        > 0;
  }

  /** Adds the row of a process type that has none. */
  void add(String processType, String reason, String by, @Nullable Instant until) {
    sql.sql(
            """
            insert into CO_DS_PAUSA
              (PAUS_MOTIVO, PAUS_USUARIO, PAUS_DESDE, PAUS_HASTA, PAUS_PROCESSTYPE)
            values (?, ?, CURRENT_TIMESTAMP, ?, ?)\
            """)
        .param(ColumnText.fit(reason, REASON_BYTES))
        .param(ColumnText.fit(by, RunTimes.USER_BYTES))
        .param(Parameters.instant(until == null ? null : until.atOffset(ZoneOffset.UTC)))
        .param(processType)
        .update();
  }

  /** Whether a pause was there that held. */
  boolean remove(String processType) {
    int held =
        sql.sql("delete from CO_DS_PAUSA where PAUS_PROCESSTYPE = ? and " + HOLDS)
            .param(processType)
            .update();
    return held > 0;
  }
}
