package com.dealersync.catalog;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many dealers had confirmed a load at which time. */
@Component
public class CoverageTimeline {

  private static final int MOST_POINTS = 60;

  private final JdbcClient sql;

  CoverageTimeline(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * The dealers that had confirmed.
   *
   * @param at in the service's zone
   */
  public record Point(LocalDateTime at, int confirmed) {}

  private record Moment(LocalDateTime at, int confirmed) {}

  /**
   * In the order of time, at most 60. The first one is the first confirmation, and the last one the
   * last; confirmations without a time are in none.
   */
  public List<Point> of(long loadId) {
    List<Moment> moments =
        sql.sql(
                """
                select COSC_FECHASINCRONIZACION as MOMENT, count(*) as CONFIRMED
                  from CO_SINCRONIZACIONCARGAPROCESODEALER
                 where COSC_COCP_EVENTOCARGAPROCESOID = ?
                   and COSC_FECHASINCRONIZACION is not null
                 group by COSC_FECHASINCRONIZACION
                 order by COSC_FECHASINCRONIZACION""")
            .param(loadId)
            .query(
                (row, i) ->
                    new Moment(
                        row.getObject("MOMENT", LocalDateTime.class), row.getInt("CONFIRMED")))
            .list();
    return thinned(moments);
  }

  private static List<Point> thinned(List<Moment> moments) {
    List<Point> points = new ArrayList<>();
    if (moments.isEmpty()) {
      return points;
    }
    Duration all = Duration.between(moments.getFirst().at(), moments.getLast().at());
    Duration step = all.dividedBy(MOST_POINTS - 1);
    LocalDateTime shownUntil = moments.getFirst().at();
    int confirmed = 0;
    for (int i = 0; i < moments.size(); i++) {
      Moment moment = moments.get(i);
      confirmed += moment.confirmed();
      boolean last = i == moments.size() - 1;
      if (i == 0 || last || !moment.at().isBefore(shownUntil.plus(step))) {
        points.add(new Point(moment.at(), confirmed));
        shownUntil = moment.at();
      }
    }
    return points;
  }
}
