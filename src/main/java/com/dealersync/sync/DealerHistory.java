package com.dealersync.sync;

import com.dealersync.catalog.DealerSnapshots;
import com.dealersync.catalog.DealerState;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.delivery.FanOut;
import com.dealersync.delivery.WebhookGroup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What all runs did with one dealer, whatever load they were for. */
@Component
public class DealerHistory {

  private static final String RESULTS =
      """
       from CO_EVENTOSCARGASNAPSHOTDEALERS d
            join CO_EVENTOSCARGASINCCONTROL
              on COES_COCP_EVENTPROCESOID = d.COSD_COCP_EVENTOCARGAPROCESOID
            join CO_DS_RESULTADOS
              on RESU_COES_SINCCONTROLID = COES_SINCCONTROLID
             and RESU_COSD_EVENTOCARGASNAPDEALERID = d.COSD_EVENTOCARGASNAPDEALERID
      where d.COSD_DEALERBAC = ?""";

  private final JdbcClient sql;
  private final DealerSnapshots snapshots;
  private final FanOut fanOut;
  private final DatabaseClock clock;

  DealerHistory(JdbcClient sql, DealerSnapshots snapshots, FanOut fanOut, DatabaseClock clock) {
    this.sql = sql;
    this.snapshots = snapshots;
    this.fanOut = fanOut;
    this.clock = clock;
  }

  private record Row(DealerRun run, long dealer) {}

  /** The newest run first; those from before results were stored are not among them. */
  @Transactional(readOnly = true)
  public Page<DealerRun> page(String bac, Pageable page) {
    ZonedDateTime now = clock.now().zoned();
    List<DealerRun> runs =
        sql
            .sql(
                """
                select RESU_COES_SINCCONTROLID, RESU_COSD_EVENTOCARGASNAPDEALERID, RESU_ESTADO,
                       RESU_INTENTOS, RESU_ULTIMOINTENTO, RESU_CODIGOHTTP, RESU_ERROR, RESU_TOKEN,
                       COES_PROCESSTYPE, COES_IDCARGA, COES_COCP_EVENTPROCESOID
                """
                    + RESULTS
                    + """

                     order by RESU_COES_SINCCONTROLID desc, RESU_COSD_EVENTOCARGASNAPDEALERID
                    offset ? rows fetch next ? rows only""")
            .params(bac, page.getOffset(), page.getPageSize())
            .query(DealerHistory::row)
            .list()
            .stream()
            .map(row -> withAttempts(row, now))
            .toList();
    long total = sql.sql("select count(*)" + RESULTS).param(bac).query(Long.class).single();
    return new PageImpl<>(runs, page, total);
  }

  private static Row row(ResultSet row, int index) throws SQLException {
    return new Row(
        new DealerRun(
            row.getLong("RESU_COES_SINCCONTROLID"),
            row.getString("COES_PROCESSTYPE"),
            row.getString("COES_IDCARGA"),
            row.getObject("COES_COCP_EVENTPROCESOID", Long.class),
            DealerState.valueOf(row.getString("RESU_ESTADO")),
            row.getInt("RESU_INTENTOS"),
            row.getObject("RESU_ULTIMOINTENTO", LocalDateTime.class),
            row.getObject("RESU_CODIGOHTTP", Integer.class),
            row.getString("RESU_ERROR"),
            row.getString("RESU_TOKEN"),
            List.of()),
        row.getLong("RESU_COSD_EVENTOCARGASNAPDEALERID"));
  }

  private DealerRun withAttempts(Row row, ZonedDateTime now) {
    DealerRun run = row.run();
    List<DealerRun.Attempt> attempts =
        run.loadId() == null
            ? List.of()
            : webhookIds(run.runId(), run.loadId(), row.dealer(), now).stream()
                .flatMap(id -> attempts(run.runId(), id).stream())
                .toList();
    return new DealerRun(
        run.runId(),
        run.processType(),
        run.idCarga(),
        run.loadId(),
        run.state(),
        run.attemptCount(),
        run.lastAttempt(),
        run.httpStatus(),
        run.error(),
        run.token(),
        attempts);
  }

  /** The message of its group in that run, which is not stored: it follows from who was in it. */
  private List<String> webhookIds(long run, long load, long dealer, ZonedDateTime now) {
    List<Long> group =
        sql.sql(
                """
                select other.COSD_EVENTOCARGASNAPDEALERID
                  from CO_EVENTOSCARGASNAPSHOTDEALERS mine
                       join CO_EVENTOSCARGASNAPSHOTDEALERS other
                         on other.COSD_COCP_EVENTOCARGAPROCESOID = mine.COSD_COCP_EVENTOCARGAPROCESOID
                        and other.COSD_URLWEBHOOK = mine.COSD_URLWEBHOOK
                       join CO_DS_RESULTADOS
                         on RESU_COSD_EVENTOCARGASNAPDEALERID = other.COSD_EVENTOCARGASNAPDEALERID
                        and RESU_COES_SINCCONTROLID = ?
                 where mine.COSD_EVENTOCARGASNAPDEALERID = ?
                 fetch first 500 rows only""")
            .params(run, dealer)
            .query(Long.class)
            .list();
    return fanOut.plan(load, snapshots.withIds(group), now).groups().stream()
        .filter(it -> it.dealers().stream().map(SnapshotDealer::id).anyMatch(id -> id == dealer))
        .map(WebhookGroup::webhookId)
        .toList();
  }

  private List<DealerRun.Attempt> attempts(long run, String webhookId) {
    return sql.sql(
            """
            select INTE_NUMERO, INTE_INSTANTE, INTE_DURACION, INTE_FASES, INTE_DIRECCION,
                   INTE_CODIGOHTTP, INTE_CAUSA, INTE_RESPUESTA
              from CO_DS_INTENTOS
             where INTE_COES_SINCCONTROLID = ? and INTE_WEBHOOKID = ?
             order by INTE_INTENTOID
             fetch first 100 rows only""")
        .params(run, webhookId)
        .query(
            (row, i) ->
                new DealerRun.Attempt(
                    webhookId,
                    row.getInt("INTE_NUMERO"),
                    row.getObject("INTE_INSTANTE", LocalDateTime.class),
                    row.getInt("INTE_DURACION"),
                    row.getString("INTE_FASES"),
                    row.getString("INTE_DIRECCION"),
                    row.getObject("INTE_CODIGOHTTP", Integer.class),
                    row.getString("INTE_CAUSA"),
                    row.getString("INTE_RESPUESTA")))
        .list();
  }
}
