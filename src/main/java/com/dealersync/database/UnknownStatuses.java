package com.dealersync.database;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Statuses of runs and dealers whose meaning only their organisation knows. */
class UnknownStatuses {

  private static final int NAMED_ROWS = 50;

  private final JdbcClient sql;

  UnknownStatuses(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * Refuses the migration if there is such a row. Changes nothing.
   *
   * @throws FlywayException if there is one; its message names the rows, at most 50 of each table
   */
  void refuse() {
    List<String> runs =
        sql.sql(
                """
                select COES_SINCCONTROLID, COES_STATUS from CO_EVENTOSCARGASINCCONTROL
                 where COES_STATUS is not null
                   and COES_STATUS not in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')
                 order by COES_SINCCONTROLID""")
            .query((row, i) -> row.getLong(1) + " = '" + row.getString(2) + "'")
            .list();
    List<String> dealers =
        sql.sql(
                """
                select COSD_EVENTOCARGASNAPDEALERID, COSD_ESTADOWEBHOOK
                  from CO_EVENTOSCARGASNAPSHOTDEALERS
                 where COSD_ESTADOWEBHOOK is not null
                   and COSD_ESTADOWEBHOOK not in ('PENDIENTE', 'ENVIADO', 'EXITOSO', 'FALLIDO')
                 order by COSD_EVENTOCARGASNAPDEALERID""")
            .query((row, i) -> row.getLong(1) + " = '" + row.getString(2) + "'")
            .list();
    if (!runs.isEmpty() || !dealers.isEmpty()) {
      throw new FlywayException(
          Stream.of(
                  "Hay estados desconocidos; corríjalos y vuelva a arrancar. No se cambió nada.",
                  named("CO_EVENTOSCARGASINCCONTROL.COES_STATUS", runs),
                  named("CO_EVENTOSCARGASNAPSHOTDEALERS.COSD_ESTADOWEBHOOK", dealers))
              .filter(line -> !line.isEmpty())
              .collect(Collectors.joining("\n")));
    }
  }

  private static String named(String column, List<String> rows) {
    if (rows.isEmpty()) {
      return "";
    }
    String shown = rows.stream().limit(NAMED_ROWS).collect(Collectors.joining(", "));
    int more = rows.size() - NAMED_ROWS;
    return column + ": " + shown + (more > 0 ? " y " + more + " más" : "");
  }
}
