package com.dealersync.catalog;

import java.time.LocalDateTime;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Remembers, for each process type, the newest load that was sent to anybody. No older load is sent
 * after it. Only the one live run of the process type changes this row, in a fenced transaction.
 */
@Component
public class SentLoads {

  private static final String NEWER =
      """
      update CO_DS_CARGAENVIADA
         set CAEN_FECHACARGA = ?, CAEN_IDCARGA = ?, CAEN_COCP_EVENTOCARGAPROCESOID = ?
       where CAEN_PROCESSTYPE = ? and CAEN_FECHACARGA < %s\
      """;

  private final JdbcTemplate sql;
  private final String newer;

  SentLoads(JdbcTemplate sql, DateColumns dates) {
    this.sql = sql;
    newer = NEWER.formatted(dates.parameter());
  }

  /** Notes, in the caller's transaction, that the load is about to be sent to somebody. */
  public void note(Load load) {
    LocalDateTime loaded = load.fechaCarga();
    if (loaded == null) {
      return;
    }
    int changed = sql.update(newer, loaded, load.idCarga(), load.id(), load.processType(), loaded);
    if (changed == 0 && isFirst(load.processType())) {
      sql.update(
          """
          insert into CO_DS_CARGAENVIADA
            (CAEN_FECHACARGA, CAEN_IDCARGA, CAEN_COCP_EVENTOCARGAPROCESOID, CAEN_PROCESSTYPE)
          values (?, ?, ?, ?)\
          """,
          loaded,
          load.idCarga(),
          load.id(),
          load.processType());
    }
  }

  private boolean isFirst(String processType) {
    return sql.queryForList(
            "select CAEN_IDCARGA from CO_DS_CARGAENVIADA where CAEN_PROCESSTYPE = ?",
            String.class,
            processType)
        .isEmpty();
  }
}
