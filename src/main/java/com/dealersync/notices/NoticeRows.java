package com.dealersync.notices;

import com.dealersync.catalog.ColumnText;
import com.dealersync.catalog.Parameters;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The notices, one row for each destination. All times are the database's. An attempt is claimed by
 * raising its number, so of several jobs for the same attempt only one delivers.
 */
@Component
class NoticeRows {

  private static final int ERROR_BYTES = 1_000;
  private static final int MOST_AT_ONCE = 200;

  private final JdbcClient sql;

  NoticeRows(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * One that waits.
   *
   * @param attempts made or begun so far
   * @param due before then nobody tries it
   * @param now when this was read
   */
  record Waiting(long id, int attempts, Instant due, Instant now) {

    boolean isDue() {
      return !due.isAfter(now);
    }
  }

  /**
   * One that is being delivered.
   *
   * @param attempt its number, from 1
   */
  record Claimed(
      long id,
      String key,
      String destination,
      String event,
      String processType,
      String body,
      int attempt) {}

  /** Adds a row that is due at once, unless the same change was told this destination already. */
  boolean add(Notice notice, Destination destination, String body) {
    boolean known =
        sql.sql("select 1 from CO_DS_AVISOS where AVIS_CLAVE = ? and AVIS_DESTINO = ?")
            .params(notice.key(), destination.key())
            .query(Integer.class)
            .optional()
            .isPresent();
    if (known) {
      return false;
    }
    sql.sql(
            """
            insert into CO_DS_AVISOS
              (AVIS_CLAVE, AVIS_DESTINO, AVIS_EVENTO, AVIS_PROCESSTYPE, AVIS_CUERPO, AVIS_ESTADO,
               AVIS_INTENTOS, AVIS_CREADO, AVIS_PROXIMO)
            values (?, ?, ?, ?, ?, 'PENDIENTE', 0, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)\
            """)
        .params(notice.key(), destination.key(), notice.event().text(), notice.processType(), body)
        .update();
    return true;
  }

  /**
   * One row, for people.
   *
   * @param body of the message
   */
  record Listed(
      String event,
      String destination,
      String body,
      String state,
      int attempts,
      Instant createdAt,
      @Nullable Instant endedAt) {}

  /** Those with these keys, the newest first. */
  List<Listed> withKeys(List<String> keys) {
    return sql.sql(
            """
            select AVIS_EVENTO, AVIS_DESTINO, AVIS_CUERPO, AVIS_ESTADO, AVIS_INTENTOS, AVIS_CREADO,
                   AVIS_TERMINADO
              from CO_DS_AVISOS
             where AVIS_CLAVE in (:keys)
             order by AVIS_CREADO desc, AVIS_AVISOID desc""")
        .param("keys", keys)
        .query(
            (row, index) -> {
              OffsetDateTime ended = row.getObject("AVIS_TERMINADO", OffsetDateTime.class);
              return new Listed(
                  row.getString("AVIS_EVENTO"),
                  row.getString("AVIS_DESTINO"),
                  row.getString("AVIS_CUERPO"),
                  row.getString("AVIS_ESTADO"),
                  row.getInt("AVIS_INTENTOS"),
                  instant(row, "AVIS_CREADO"),
                  ended == null ? null : ended.toInstant());
            })
        .list();
  }

  /** Those that wait, the one that is due first in front; not all of very many. */
  List<Waiting> waiting() {
    return sql.sql(
            """
            select AVIS_AVISOID, AVIS_INTENTOS, AVIS_PROXIMO, CURRENT_TIMESTAMP as AHORA
              from CO_DS_AVISOS
             where AVIS_ESTADO = 'PENDIENTE'
             order by AVIS_PROXIMO
             fetch first %d rows only\
            """
                .formatted(MOST_AT_ONCE))
        .query(
            (row, index) ->
                new Waiting(
                    row.getLong("AVIS_AVISOID"),
                    row.getInt("AVIS_INTENTOS"),
                    instant(row, "AVIS_PROXIMO"),
                    instant(row, "AHORA")))
        .list();
  }

  /** Puts one off that is due; false if another node was faster, or it waits no more. */
  boolean putOff(Waiting notice, Duration time) {
    return sql.sql(
                """
                update CO_DS_AVISOS set AVIS_PROXIMO = ?
                 where AVIS_AVISOID = ? and AVIS_ESTADO = 'PENDIENTE' and AVIS_INTENTOS = ?
                   and AVIS_PROXIMO <= ?\
                """)
            .params(at(notice.now().plus(time)), notice.id(), notice.attempts(), at(notice.now()))
            .update()
        == 1;
  }

  /**
   * Takes the next attempt; empty if another job has it, or the notice waits no more.
   *
   * @param attempts made or begun before
   * @param lease after that time without a result somebody else tries again
   */
  Optional<Claimed> claim(long id, int attempts, Duration lease) {
    Optional<Instant> now = now(id);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    int claimed =
        sql.sql(
                """
                update CO_DS_AVISOS set AVIS_INTENTOS = ?, AVIS_PROXIMO = ?
                 where AVIS_AVISOID = ? and AVIS_ESTADO = 'PENDIENTE' and AVIS_INTENTOS = ?\
                """)
            .params(attempts + 1, at(now.get().plus(lease)), id, attempts)
            .update();
    return claimed == 0 ? Optional.empty() : Optional.of(read(id));
  }

  private Claimed read(long id) {
    return sql.sql(
            """
            select AVIS_CLAVE, AVIS_DESTINO, AVIS_EVENTO, AVIS_PROCESSTYPE, AVIS_CUERPO,
                   AVIS_INTENTOS
              from CO_DS_AVISOS
             where AVIS_AVISOID = ?\
            """)
        .param(id)
        .query(
            (row, index) ->
                new Claimed(
                    id,
                    row.getString("AVIS_CLAVE"),
                    row.getString("AVIS_DESTINO"),
                    row.getString("AVIS_EVENTO"),
                    row.getString("AVIS_PROCESSTYPE"),
                    row.getString("AVIS_CUERPO"),
                    row.getInt("AVIS_INTENTOS")))
        .single();
  }

  /** What came of the last attempt, for good. */
  enum End {
    ENTREGADO,
    FALLIDO,
    /** Its destination is configured no more. */
    DESCARTADO
  }

  /** Ends it, unless a later attempt was begun. */
  void end(Claimed notice, End end, @Nullable String error) {
    sql.sql(
            """
            update CO_DS_AVISOS
               set AVIS_ESTADO = ?, AVIS_TERMINADO = CURRENT_TIMESTAMP, AVIS_ERROR = ?
             where AVIS_AVISOID = ? and AVIS_ESTADO = 'PENDIENTE' and AVIS_INTENTOS = ?\
            """)
        .param(end.name())
        .param(Parameters.text(error == null ? null : ColumnText.fit(error, ERROR_BYTES)))
        .param(notice.id())
        .param(notice.attempt())
        .update();
  }

  /** Notes why the last attempt failed; the next one is due after that time. */
  void again(Claimed notice, String error, Duration wait) {
    Optional<Instant> now = now(notice.id());
    if (now.isEmpty()) {
      return;
    }
    sql.sql(
            """
            update CO_DS_AVISOS set AVIS_ERROR = ?, AVIS_PROXIMO = ?
             where AVIS_AVISOID = ? and AVIS_ESTADO = 'PENDIENTE' and AVIS_INTENTOS = ?\
            """)
        .params(
            ColumnText.fit(error, ERROR_BYTES),
            at(now.get().plus(wait)),
            notice.id(),
            notice.attempt())
        .update();
  }

  /** Deletes those that wait no more and are older than that; returns how many. */
  int deleteOlderThan(Instant time) {
    return sql.sql("delete from CO_DS_AVISOS where AVIS_ESTADO <> 'PENDIENTE' and AVIS_CREADO < ?")
        .param(at(time))
        .update();
  }

  /** Empty if there is no such notice. */
  private Optional<Instant> now(long id) {
    return sql.sql("select CURRENT_TIMESTAMP as AHORA from CO_DS_AVISOS where AVIS_AVISOID = ?")
        .param(id)
        .query((row, index) -> instant(row, "AHORA"))
        .optional();
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
