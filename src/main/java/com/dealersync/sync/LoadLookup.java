package com.dealersync.sync;

import com.dealersync.catalog.Load;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds a load, and who is at its process type. Each request that is turned away has asked this and
 * little else, so it is one round trip, without entities and without a transaction.
 */
@Component
class LoadLookup {

  private static final String QUERY =
      """
      select COCP_EVENTOCARGAPROCESOID, COCP_PROCESO, COCP_IDCARGA, COCP_FECHACARGA,
             COCP_REGISTROS, COCP_ESTATUS, COES_SINCCONTROLID, COES_IDCARGA, COES_FECHACARGA,
             CURRENT_TIMESTAMP as AHORA
        from CO_EVENTOSCARGAPROCESO
             left join CO_EVENTOSCARGASINCCONTROL on COES_PROCESOACTIVO = COCP_PROCESO
       where COCP_PROCESO = ? and COCP_IDCARGA = ?""";

  private final JdbcClient sql;
  private final Clock clock;

  LoadLookup(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** Of which load the active run of a process type is. */
  enum ActiveRun {
    NONE,
    OF_THIS_LOAD,
    OF_ANOTHER
  }

  /**
   * @param at when that was so
   */
  record Found(Load load, ActiveRun activeRun, DatabaseTime at) {}

  Optional<Found> find(String processType, String idCarga) {
    return sql.sql(QUERY).params(processType, idCarga).query(this::found).optional();
  }

  private Found found(ResultSet row, int index) throws SQLException {
    Load load =
        Load.read(
            row.getLong("COCP_EVENTOCARGAPROCESOID"),
            row.getString("COCP_PROCESO"),
            row.getString("COCP_IDCARGA"),
            row.getObject("COCP_FECHACARGA", LocalDateTime.class),
            row.getObject("COCP_REGISTROS", Long.class),
            row.getString("COCP_ESTATUS"));
    Long run = row.getObject("COES_SINCCONTROLID", Long.class);
    return new Found(
        load,
        run == null ? ActiveRun.NONE : activeRun(row, load),
        new DatabaseTime(
            row.getObject("AHORA", OffsetDateTime.class).toInstant(), clock.getZone()));
  }

  private static ActiveRun activeRun(ResultSet row, Load load) throws SQLException {
    String idCarga = row.getString("COES_IDCARGA");
    LocalDateTime fechaCarga = row.getObject("COES_FECHACARGA", LocalDateTime.class);
    return load.isNamed(idCarga, fechaCarga) ? ActiveRun.OF_THIS_LOAD : ActiveRun.OF_ANOTHER;
  }
}
