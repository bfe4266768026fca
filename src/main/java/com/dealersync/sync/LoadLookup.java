package com.dealersync.sync;

import com.dealersync.catalog.Columns;
import com.dealersync.catalog.Load;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds a load, the active run of its process type, and what has replaced it. Callers that wait for
 * another load's run ask this often, so it is one round trip, without entities and without a
 * transaction.
 */
@Component
class LoadLookup {

  private static final String QUERY =
      """
      select COCP_EVENTOCARGAPROCESOID, COCP_PROCESO, COCP_IDCARGA, COCP_FECHACARGA,
             COCP_REGISTROS, COCP_ESTATUS, COCP_ACTUAL, CAEN_FECHACARGA, CAEN_IDCARGA,
             case when COCP_ACTUAL = 0 then (
               select max(a.COCP_IDCARGA)
                 from CO_EVENTOSCARGAPROCESO a
                where a.COCP_PROCESO = l.COCP_PROCESO and a.COCP_ACTUAL = 1) end as CARGAACTUAL,
             COES_SINCCONTROLID, COES_IDCARGA, COES_FECHACARGA,
             PAUS_MOTIVO, PAUS_USUARIO, PAUS_DESDE, PAUS_HASTA
        from CO_EVENTOSCARGAPROCESO l
             left join CO_EVENTOSCARGASINCCONTROL on COES_PROCESOACTIVO = COCP_PROCESO
             left join CO_DS_CARGAENVIADA on CAEN_PROCESSTYPE = COCP_PROCESO
             left join CO_DS_PAUSA on PAUS_PROCESSTYPE = COCP_PROCESO and %s
       where COCP_PROCESO = ? and COCP_IDCARGA = ?\
      """
          .formatted(Pauses.HOLDS);

  private final JdbcClient sql;

  LoadLookup(JdbcClient sql) {
    this.sql = sql;
  }

  /** Whether a process type has an active run, and of which load. */
  enum ActiveRun {
    NONE,
    OF_THIS_LOAD,
    OF_ANOTHER
  }

  /**
   * A newer load has taken this one's place.
   *
   * @param by its idCarga; null if it is not known
   */
  record Replacement(@Nullable String by) {}

  /**
   * @param replacement null if the load is the newest that was sent, or newer
   * @param pause of its process type; null if it is not paused
   */
  record Found(
      Load load, ActiveRun activeRun, @Nullable Replacement replacement, @Nullable Pause pause) {}

  Optional<Found> find(String processType, String idCarga) {
    return sql.sql(QUERY).params(processType, idCarga).query(LoadLookup::found).optional();
  }

  private static Found found(ResultSet row, int index) throws SQLException {
    Load load =
        Load.read(
            row.getLong("COCP_EVENTOCARGAPROCESOID"),
            row.getString("COCP_PROCESO"),
            row.getString("COCP_IDCARGA"),
            row.getObject("COCP_FECHACARGA", LocalDateTime.class),
            Columns.number(row, "COCP_REGISTROS", Long.class),
            row.getString("COCP_ESTATUS"));
    row.getLong("COES_SINCCONTROLID");
    ActiveRun active = row.wasNull() ? ActiveRun.NONE : activeRun(row, load);
    Pause pause = row.getString("PAUS_MOTIVO") == null ? null : Pauses.read(row);
    return new Found(load, active, replacement(row, load), pause);
  }

  private static @Nullable Replacement replacement(ResultSet row, Load load) throws SQLException {
    boolean current = row.getInt("COCP_ACTUAL") != 0 || row.wasNull();
    LocalDateTime newestSent = row.getObject("CAEN_FECHACARGA", LocalDateTime.class);
    if (!RunProtocol.isReplaced(current, load.fechaCarga(), newestSent)) {
      return null;
    }
    return RunProtocol.isReplaced(true, load.fechaCarga(), newestSent)
        ? new Replacement(row.getString("CAEN_IDCARGA"))
        : new Replacement(row.getString("CARGAACTUAL"));
  }

  private static ActiveRun activeRun(ResultSet row, Load load) throws SQLException {
    String idCarga = row.getString("COES_IDCARGA");
    LocalDateTime fechaCarga = row.getObject("COES_FECHACARGA", LocalDateTime.class);
    return load.isNamed(idCarga, fechaCarga) ? ActiveRun.OF_THIS_LOAD : ActiveRun.OF_ANOTHER;
  }
}
