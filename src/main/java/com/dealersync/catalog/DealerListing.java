package com.dealersync.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
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

  private final JdbcClient sql;

  DealerListing(JdbcClient sql) {
    this.sql = sql;
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
