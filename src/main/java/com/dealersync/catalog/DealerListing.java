package com.dealersync.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of the dealers of a load, for people, in the order of their keys. */
@Component
public class DealerListing {

  private static final String SELECT_STATUS =
      """
      select d.COSD_DEALERBAC, d.COSD_NOMBREDEALER, d.COSD_ESTADOWEBHOOK, d.COSD_INTENTOSWEBHOOK,
             d.COSD_ULTIMOINTENTOWEBHOOK, d.COSD_DURACIONWEBHOOK, d.COSD_CODIGOHTTP,
             d.COSD_ULTIMOERRORWEBHOOK, c.COSC_TOKENCONFIRMACION
        from CO_EVENTOSCARGASNAPSHOTDEALERS d
        left join CO_SINCRONIZACIONCARGAPROCESODEALER c
          on c.COSC_COCP_EVENTOCARGAPROCESOID = d.COSD_COCP_EVENTOCARGAPROCESOID
         and c.COSC_DEALERBAC = d.COSD_DEALERBAC
       where\s""";

  private static final int AT_ONCE = 256;

  private final JdbcClient sql;
  private final JdbcTemplate jdbc;

  DealerListing(JdbcClient sql, JdbcTemplate jdbc) {
    this.sql = sql;
    this.jdbc = jdbc;
  }

  public Page<DealerStatus> page(long loadId, DealerFilter filter, Pageable page) {
    List<DealerStatus> rows =
        sql.sql(
                SELECT_STATUS
                    + filter.condition()
                    + """

                     order by d.COSD_EVENTOCARGASNAPDEALERID
                    offset ? rows fetch next ? rows only""")
            .params(filter.parameters(loadId))
            .params(page.getOffset(), page.getPageSize())
            .query(DealerListing::status)
            .list();
    long total =
        sql.sql(
                "select count(*) from CO_EVENTOSCARGASNAPSHOTDEALERS d\n where "
                    + filter.condition())
            .params(filter.parameters(loadId))
            .query(Long.class)
            .single();
    return new PageImpl<>(rows, page, total);
  }

  /**
   * All of them, read a few at a time as the stream gets to them. In between it holds a key of each
   * and, outside of a transaction, no connection: whoever takes them may be slow.
   */
  public Stream<DealerStatus> all(long loadId, DealerFilter filter) {
    long[] keys =
        sql
            .sql(
                "select d.COSD_EVENTOCARGASNAPDEALERID from CO_EVENTOSCARGASNAPSHOTDEALERS d\n where "
                    + filter.condition()
                    + " order by d.COSD_EVENTOCARGASNAPDEALERID")
            .params(filter.parameters(loadId))
            .query(Long.class)
            .stream()
            .mapToLong(Long::longValue)
            .toArray();
    return IntStream.iterate(0, from -> from < keys.length, from -> from + AT_ONCE)
        .mapToObj(from -> Arrays.copyOfRange(keys, from, Math.min(from + AT_ONCE, keys.length)))
        .flatMap(some -> withKeys(some).stream());
  }

  private List<DealerStatus> withKeys(long[] keys) {
    KeyLists query =
        new KeyLists(
            SELECT_STATUS
                + "d.COSD_EVENTOCARGASNAPDEALERID in (%s)"
                + " order by d.COSD_EVENTOCARGASNAPDEALERID");
    query.add(Arrays.stream(keys).boxed().toList());
    return query.query(jdbc, DealerListing::status);
  }

  private static DealerStatus status(ResultSet row, int index) throws SQLException {
    return new DealerStatus(
        row.getString("COSD_DEALERBAC"),
        row.getString("COSD_NOMBREDEALER"),
        DealerState.of(row.getString("COSD_ESTADOWEBHOOK")),
        row.getInt("COSD_INTENTOSWEBHOOK"),
        row.getObject("COSD_ULTIMOINTENTOWEBHOOK", LocalDateTime.class),
        lasted(row),
        row.getObject("COSD_CODIGOHTTP", Integer.class),
        row.getString("COSD_ULTIMOERRORWEBHOOK"),
        row.getString("COSC_TOKENCONFIRMACION"));
  }

  private static @Nullable Duration lasted(ResultSet row) throws SQLException {
    Integer millis = row.getObject("COSD_DURACIONWEBHOOK", Integer.class);
    return millis == null ? null : Duration.ofMillis(millis);
  }
}
