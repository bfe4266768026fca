package com.dealersync.chaos;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the tables say of runs, past every proxy. */
record Runs(JdbcTemplate sql) {

  int count() {
    return count("select count(*) from CO_EVENTOSCARGASINCCONTROL");
  }

  int active() {
    return count(
        "select count(*) from CO_EVENTOSCARGASINCCONTROL where COES_STATUS in ('PENDING', 'RUNNING')");
  }

  /**
   * Rounds that are to come. A run ends and plans its round in one transaction, and a round begins
   * and takes the plan away in one.
   */
  int planned() {
    return count(
        "select count(*) from CO_EVENTOSCARGASINCCONTROL where COES_RONDAJOBID is not null");
  }

  /** The status of the newest run of a load; null if it has none. */
  @Nullable String status(String idCarga) {
    return sql
        .query(
            "select COES_STATUS from CO_EVENTOSCARGASINCCONTROL where COES_IDCARGA = ? order by COES_SINCCONTROLID desc limit 1",
            (row, i) -> row.getString(1),
            idCarga)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** The highest of any run of the load. */
  int attempt(String idCarga) {
    return count(
        "select coalesce(max(COES_INTENTO), 0) from CO_EVENTOSCARGASINCCONTROL where COES_IDCARGA = '%s'"
            .formatted(idCarga));
  }

  /** How many dealers of a load are in a state. */
  int dealers(String idCarga, String state) {
    return count(
        """
        select count(*) from CO_EVENTOSCARGASNAPSHOTDEALERS
          join CO_EVENTOSCARGAPROCESO on COCP_EVENTOCARGAPROCESOID = COSD_COCP_EVENTOCARGAPROCESOID
         where COCP_IDCARGA = '%s' and COSD_ESTADOWEBHOOK = '%s'"""
            .formatted(idCarga, state));
  }

  /** The node, and which of its starts, whose attempt claimed the load's newest run last. */
  @Nullable String owner(String idCarga) {
    return sql
        .query(
            """
            select a.node from chaos_audit a join CO_EVENTOSCARGAPROCESO on COCP_EVENTOCARGAPROCESOID = a.load_id
             where COCP_IDCARGA = ? and a.kind = 'RUN' and a.after_state = 'RUNNING'
             order by a.row_key desc, a.attempt desc limit 1""",
            (row, i) -> row.getString(1),
            idCarga)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** The id of the job server that looks after the others' orphans. */
  String master() {
    return sql.queryForObject(
        "select id from DS_jobrunr_backgroundjobservers order by firstheartbeat limit 1",
        String.class);
  }

  private int count(String query) {
    Integer count = sql.queryForObject(query, Integer.class);
    return count == null ? 0 : count;
  }
}
