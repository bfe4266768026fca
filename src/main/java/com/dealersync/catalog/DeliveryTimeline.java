package com.dealersync.catalog;

import com.dealersync.catalog.DeliveryPoint.Latency;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the deliveries of a load or a run went over time, summed up by the database. */
@Component
public class DeliveryTimeline {

  /** The largest number of intervals into which it divides time. */
  public static final int MAX_POINTS = 120;

  /**
   * The three databases have no common arithmetic for dates. So each row is assigned to its
   * interval by comparing its time with the ends of all intervals.
   */
  private static String points(
      DateColumns dates, String state, String time, String lasted, String rowsOfOwner) {
    String index =
        IntStream.range(0, MAX_POINTS - 1)
            .mapToObj(point -> "when %s < %s then %d".formatted(time, dates.parameter(), point))
            .collect(Collectors.joining(" ", "case ", " else %d end".formatted(MAX_POINTS - 1)));
    return """
        select POINT_INDEX,
               count(case when ESTADO = 'EXITOSO' then 1 end) as CONFIRMED,
               count(case when ESTADO = 'FALLIDO' then 1 end) as FAILED,
               percentile_disc(0.5) within group (order by DURACION) as P50,
               percentile_disc(0.95) within group (order by DURACION) as P95,
               max(DURACION) as SLOWEST
          from (select %1$s as POINT_INDEX, %2$s as ESTADO, %3$s as DURACION
                  from %4$s = ?
                   and %2$s in ('EXITOSO', 'FALLIDO')
                   and %5$s between %6$s and %6$s) DELIVERIES
         group by POINT_INDEX
         order by POINT_INDEX"""
        .formatted(index, state, lasted, rowsOfOwner, time, dates.parameter());
  }

  private final JdbcClient sql;
  private final String pointsOfLoad;
  private final String pointsOfRun;

  DeliveryTimeline(JdbcClient sql, DateColumns dates) {
    this.sql = sql;
    pointsOfLoad =
        points(
            dates,
            "COSD_ESTADOWEBHOOK",
            "COSD_ULTIMOINTENTOWEBHOOK",
            "COSD_DURACIONWEBHOOK",
            "CO_EVENTOSCARGASNAPSHOTDEALERS where COSD_COCP_EVENTOCARGAPROCESOID");
    pointsOfRun =
        points(
            dates,
            "RESU_ESTADO",
            "RESU_ULTIMOINTENTO",
            "RESU_DURACION",
            "CO_DS_RESULTADOS where RESU_COES_SINCCONTROLID");
  }

  /**
   * The intervals in which something was delivered, in order of time. Deliveries after the end of
   * the last interval belong to it.
   *
   * @param from when the first interval begins, in the service's zone
   * @param until the last moment that counts
   * @param step how long each is; whole seconds
   */
  public List<DeliveryPoint> ofLoad(
      long loadId, LocalDateTime from, LocalDateTime until, Duration step) {
    return of(pointsOfLoad, loadId, from, until, step);
  }

  /** The same, of what one run did. */
  public List<DeliveryPoint> ofRun(
      long runId, LocalDateTime from, LocalDateTime until, Duration step) {
    return of(pointsOfRun, runId, from, until, step);
  }

  private List<DeliveryPoint> of(
      String points, long owner, LocalDateTime from, LocalDateTime until, Duration step) {
    List<Object> parameters = new ArrayList<>();
    for (int point = 1; point < MAX_POINTS; point++) {
      parameters.add(from.plus(step.multipliedBy(point)));
    }
    parameters.addAll(List.of(owner, from, until));
    return sql.sql(points).params(parameters).query(DeliveryTimeline::point).list();
  }

  private static DeliveryPoint point(ResultSet row, int index) throws SQLException {
    Integer slowest = row.getObject("SLOWEST", Integer.class);
    return new DeliveryPoint(
        row.getInt("POINT_INDEX"),
        row.getInt("CONFIRMED"),
        row.getInt("FAILED"),
        slowest == null ? null : new Latency(row.getLong("P50"), row.getLong("P95"), slowest));
  }
}
