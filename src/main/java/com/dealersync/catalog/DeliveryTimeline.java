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

/** How the deliveries of a load went over time, summed up by the database. */
@Component
public class DeliveryTimeline {

  /** Into how many stretches it divides time at most. */
  public static final int MAX_POINTS = 120;

  /**
   * The three databases share no arithmetic of dates, so each row is put into its stretch by
   * comparing it with their ends.
   */
  private static String index(DateColumns dates) {
    return IntStream.range(0, MAX_POINTS - 1)
        .mapToObj(
            i -> "when COSD_ULTIMOINTENTOWEBHOOK < %s then %d".formatted(dates.parameter(), i))
        .collect(Collectors.joining(" ", "case ", " else %d end".formatted(MAX_POINTS - 1)));
  }

  private static final String POINTS =
      """
      select POINT_INDEX,
             count(case when COSD_ESTADOWEBHOOK = 'EXITOSO' then 1 end) as CONFIRMED,
             count(case when COSD_ESTADOWEBHOOK = 'FALLIDO' then 1 end) as FAILED,
             percentile_disc(0.5) within group (order by COSD_DURACIONWEBHOOK) as P50,
             percentile_disc(0.95) within group (order by COSD_DURACIONWEBHOOK) as P95,
             max(COSD_DURACIONWEBHOOK) as SLOWEST
        from (select %1$s as POINT_INDEX, COSD_ESTADOWEBHOOK, COSD_DURACIONWEBHOOK
                from CO_EVENTOSCARGASNAPSHOTDEALERS
               where COSD_COCP_EVENTOCARGAPROCESOID = ?
                 and COSD_ESTADOWEBHOOK in ('EXITOSO', 'FALLIDO')
                 and COSD_ULTIMOINTENTOWEBHOOK between %2$s and %2$s) DELIVERIES
       group by POINT_INDEX
       order by POINT_INDEX\
      """;

  private final JdbcClient sql;
  private final String points;

  DeliveryTimeline(JdbcClient sql, DateColumns dates) {
    this.sql = sql;
    points = POINTS.formatted(index(dates), dates.parameter());
  }

  /**
   * The stretches in which something was delivered, in their order; the last also has what came
   * after the others.
   *
   * @param from when the first stretch begins, in the service's zone
   * @param until the last moment that counts
   * @param step how long each is; whole seconds
   */
  public List<DeliveryPoint> of(
      long loadId, LocalDateTime from, LocalDateTime until, Duration step) {
    List<Object> parameters = new ArrayList<>();
    for (int point = 1; point < MAX_POINTS; point++) {
      parameters.add(from.plus(step.multipliedBy(point)));
    }
    parameters.addAll(List.of(loadId, from, until));
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
