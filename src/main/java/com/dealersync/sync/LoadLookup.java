package com.dealersync.sync;

import com.dealersync.catalog.Columns;
import com.dealersync.catalog.Load;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds a load, and who is at its process type. Whoever waits for another load's run asks this
 * again and again and little else, so it is one round trip, without entities and without a
 * transaction.
 */
@Component
class LoadLookup {

  private static final String QUERY =
      """
      select COCP_EVENTOCARGAPROCESOID, COCP_PROCESO, COCP_IDCARGA, COCP_FECHACARGA,
             COCP_REGISTROS, COCP_ESTATUS, COES_SINCCONTROLID, COES_IDCARGA, COES_FECHACARGA
        from CO_EVENTOSCARGAPROCESO
             left join CO_EVENTOSCARGASINCCONTROL on COES_PROCESOACTIVO = COCP_PROCESO
       where COCP_PROCESO = ? and COCP_IDCARGA = ?""";

  private final JdbcClient sql;

  LoadLookup(JdbcClient sql) {
    this.sql = sql;
  }

  /** Of which load the active run of a process type is. */
  enum ActiveRun {
    NONE,
    OF_THIS_LOAD,
    OF_ANOTHER
  }

  record Found(Load load, ActiveRun activeRun) {}

  Optional<Found> find(String processType, String idCarga) {
    return sql.sql(QUERY).params(processType, idCarga).query(LoadLookup::found).optional();
  }

  private static Found found(ResultSet row, int index) throws SQLException {
    Load load =
        Load.read(
            row.getLong("COCP_EVENTOCARGAPROCESOID"),
            row.getString("COCP_PROCESO"),
            row.getString("COCP_IDCARGA"),
            local(row, "COCP_FECHACARGA"),
            Columns.number(row, "COCP_REGISTROS", Long.class),
            row.getString("COCP_ESTATUS"));
    row.getLong("COES_SINCCONTROLID");
    return new Found(load, row.wasNull() ? ActiveRun.NONE : activeRun(row, load));
  }

  private static ActiveRun activeRun(ResultSet row, Load load) throws SQLException {
    String idCarga = row.getString("COES_IDCARGA");
    LocalDateTime fechaCarga = local(row, "COES_FECHACARGA");
    return load.isNamed(idCarga, fechaCarga) ? ActiveRun.OF_THIS_LOAD : ActiveRun.OF_ANOTHER;
  }

  /** As Hibernate reads and writes it, also where the JVM's zone leaves that hour out. */
  private static @Nullable LocalDateTime local(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toLocalDateTime();
  }
}
