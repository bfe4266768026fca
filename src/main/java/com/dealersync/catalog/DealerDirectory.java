package com.dealersync.catalog;

import com.dealersync.catalog.DealerStanding.Of;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The dealers of the newest load of each process type: who has it, and who is behind. */
@Component
public class DealerDirectory {

  private static final String CONFIRMED =
      "(d.COSD_ESTADOWEBHOOK = 'EXITOSO' or c.COSC_SINCARGAPROCESODEALERID is not null)";

  /** Of each dealer and process type: the newest load that the dealer confirmed. */
  private static final String LAST_CONFIRMED =
      """
      select BAC, COCP_PROCESO, COCP_EVENTOCARGAPROCESOID, COCP_IDCARGA, COCP_FECHACARGA, MOMENT
        from (select COSC_DEALERBAC as BAC, COCP_PROCESO, COCP_EVENTOCARGAPROCESOID, COCP_IDCARGA,
                     COCP_FECHACARGA, COSC_FECHASINCRONIZACION as MOMENT,
                     row_number() over (
                       partition by COSC_DEALERBAC, COCP_PROCESO
                       order by COCP_FECHACARGA desc nulls last, COCP_EVENTOCARGAPROCESOID desc)
                       as RECENCY
                from CO_SINCRONIZACIONCARGAPROCESODEALER
                     join CO_EVENTOSCARGAPROCESO
                       on COCP_EVENTOCARGAPROCESOID = COSC_COCP_EVENTOCARGAPROCESOID
               where COSC_DEALERBAC in (:bacs)) CONFIRMATIONS
       where RECENCY = 1""";

  /** Of each of them: the first load after that. */
  private static final String FIRST_MISSED =
      """
      select BAC, COCP_PROCESO, COCP_EVENTOCARGAPROCESOID, COCP_IDCARGA, MOMENT
        from (select latest.BAC, later.COCP_PROCESO, later.COCP_EVENTOCARGAPROCESOID,
                     later.COCP_IDCARGA, later.COCP_FECHACARGA as MOMENT,
                     row_number() over (
                       partition by latest.BAC, later.COCP_PROCESO
                       order by later.COCP_FECHACARGA, later.COCP_EVENTOCARGAPROCESOID)
                       as RECENCY
                from ("""
          + LAST_CONFIRMED
          + """
          ) latest
                     join CO_EVENTOSCARGASNAPSHOTDEALERS on COSD_DEALERBAC = latest.BAC
                     join CO_EVENTOSCARGAPROCESO later
                       on later.COCP_EVENTOCARGAPROCESOID = COSD_COCP_EVENTOCARGAPROCESOID
                      and later.COCP_PROCESO = latest.COCP_PROCESO
               where later.COCP_FECHACARGA > latest.COCP_FECHACARGA
                  or (later.COCP_FECHACARGA = latest.COCP_FECHACARGA
                      and later.COCP_EVENTOCARGAPROCESOID > latest.COCP_EVENTOCARGAPROCESOID)) MISSED
       where RECENCY = 1""";

  private final JdbcClient sql;
  private final ProcessTypes processTypes;

  DealerDirectory(JdbcClient sql, ProcessTypes processTypes) {
    this.sql = sql;
    this.processTypes = processTypes;
  }

  /**
   * Which of them; null matches all.
   *
   * @param bac the whole code
   * @param search part of the code, the name or the host, without regard to case and accents
   */
  public record Filter(
      @Nullable String bac,
      @Nullable String search,
      @Nullable DealerSituation situation,
      @Nullable String processType) {}

  private record Newest(long loadId, String processType, @Nullable String idCarga) {}

  /** Those that are behind first, then by code. */
  @Transactional(readOnly = true)
  public Page<DealerStanding> page(Filter filter, Pageable page) {
    List<Newest> loads = newest(filter.processType());
    if (loads.isEmpty()) {
      return Page.empty(page);
    }
    Map<Long, Newest> byId =
        loads.stream().collect(Collectors.toMap(Newest::loadId, Function.identity()));
    List<Object> parameters = new ArrayList<>();
    String from = from(loads, filter, parameters);
    List<DealerStanding> rows =
        sql.sql(
                """
                select d.COSD_DEALERBAC, d.COSD_NOMBREDEALER, d.COSD_COCP_EVENTOCARGAPROCESOID,
                       d.COSD_ESTADOWEBHOOK, d.COSD_URLWEBHOOK, d.COSD_ULTIMOINTENTOWEBHOOK,
                       d.COSD_ULTIMOERRORWEBHOOK,
                       case when %s then 1 else 0 end as CONFIRMED
                """
                        .formatted(CONFIRMED)
                    + from
                    + """

                     order by CONFIRMED, d.COSD_DEALERBAC, d.COSD_EVENTOCARGASNAPDEALERID
                    offset ? rows fetch next ? rows only""")
            .params(parameters)
            .params(page.getOffset(), page.getPageSize())
            .query((row, i) -> standing(row, byId))
            .list();
    long total = sql.sql("select count(*)" + from).params(parameters).query(Long.class).single();
    return new PageImpl<>(withHistory(rows), page, total);
  }

  private List<Newest> newest(@Nullable String processType) {
    return processTypes.all().stream()
        .map(ProcessType::name)
        .filter(name -> processType == null || processType.equals(name))
        .flatMap(name -> newestOf(name).stream())
        .toList();
  }

  private Optional<Newest> newestOf(String processType) {
    return sql.sql(
            """
            select COCP_EVENTOCARGAPROCESOID, COCP_IDCARGA
              from CO_EVENTOSCARGAPROCESO
             where COCP_PROCESO = ?
             order by COCP_FECHACARGA desc nulls last, COCP_EVENTOCARGAPROCESOID desc
             fetch first 1 rows only""")
        .param(processType)
        .query(
            (row, i) ->
                new Newest(
                    row.getLong("COCP_EVENTOCARGAPROCESOID"),
                    processType,
                    row.getString("COCP_IDCARGA")))
        .optional();
  }

  private static String from(List<Newest> loads, Filter filter, List<Object> parameters) {
    StringBuilder from =
        new StringBuilder(
            """
             from CO_EVENTOSCARGASNAPSHOTDEALERS d
             left join CO_SINCRONIZACIONCARGAPROCESODEALER c
               on c.COSC_COCP_EVENTOCARGAPROCESOID = d.COSD_COCP_EVENTOCARGAPROCESOID
              and c.COSC_DEALERBAC = d.COSD_DEALERBAC
            where d.COSD_COCP_EVENTOCARGAPROCESOID in (%s)"""
                .formatted(String.join(", ", Collections.nCopies(loads.size(), "?"))));
    loads.forEach(load -> parameters.add(load.loadId()));
    if (filter.bac() != null) {
      from.append(" and d.COSD_DEALERBAC = ?");
      parameters.add(filter.bac());
    }
    if (filter.search() != null) {
      from.append(" and ").append(DealerRows.SEARCH);
      parameters.addAll(new TextSearch(filter.search()).parameters(DealerRows.SEARCH_PARAMETERS));
    }
    if (filter.situation() != null) {
      from.append(filter.situation() == DealerSituation.AL_DIA ? " and " : " and not ")
          .append("coalesce(case when ")
          .append(CONFIRMED)
          .append(" then 1 end, 0) = 1");
    }
    return from.toString();
  }

  private static DealerStanding standing(ResultSet row, Map<Long, Newest> loads)
      throws SQLException {
    long loadId = row.getLong("COSD_COCP_EVENTOCARGAPROCESOID");
    Newest load = loads.get(loadId);
    if (load == null) {
      throw new IllegalStateException("Not asked for load " + loadId);
    }
    boolean confirmed = row.getInt("CONFIRMED") == 1;
    String bac = row.getString("COSD_DEALERBAC");
    String url = row.getString("COSD_URLWEBHOOK");
    return new DealerStanding(
        bac == null ? "" : bac,
        row.getString("COSD_NOMBREDEALER"),
        load.processType(),
        loadId,
        load.idCarga(),
        confirmed ? DealerSituation.AL_DIA : DealerSituation.ATRASADO,
        confirmed ? DealerState.EXITOSO : DealerState.of(row.getString("COSD_ESTADOWEBHOOK")),
        url == null || url.isBlank() ? null : Cause.host(url),
        row.getObject("COSD_ULTIMOINTENTOWEBHOOK", LocalDateTime.class),
        confirmed ? null : row.getString("COSD_ULTIMOERRORWEBHOOK"),
        null,
        null);
  }

  private List<DealerStanding> withHistory(List<DealerStanding> rows) {
    Map<Key, Of> confirmed = read(LAST_CONFIRMED, rows);
    List<DealerStanding> behind =
        rows.stream()
            .filter(row -> row.situation() == DealerSituation.ATRASADO)
            .filter(row -> confirmed.containsKey(Key.of(row)))
            .toList();
    Map<Key, Of> missed = read(FIRST_MISSED, behind);
    return rows.stream()
        .map(
            row ->
                row.withHistory(
                    row.situation() == DealerSituation.AL_DIA ? null : missed.get(Key.of(row)),
                    confirmed.get(Key.of(row))))
        .toList();
  }

  private record Key(String bac, String processType) {

    static Key of(DealerStanding of) {
      return new Key(of.bac(), of.processType());
    }
  }

  private Map<Key, Of> read(String statement, List<DealerStanding> of) {
    // Oracle takes an empty code for none.
    List<String> bacs =
        of.stream().map(DealerStanding::bac).filter(bac -> !bac.isEmpty()).distinct().toList();
    Map<Key, Of> found = new HashMap<>();
    if (!bacs.isEmpty()) {
      sql.sql(statement)
          .param("bacs", bacs)
          .query(
              row -> {
                found.put(
                    new Key(row.getString("BAC"), row.getString("COCP_PROCESO")),
                    new Of(
                        row.getLong("COCP_EVENTOCARGAPROCESOID"),
                        row.getString("COCP_IDCARGA"),
                        row.getObject("MOMENT", LocalDateTime.class)));
              });
    }
    return found;
  }
}
