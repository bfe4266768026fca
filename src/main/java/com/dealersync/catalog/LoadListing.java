package com.dealersync.catalog;

import static com.dealersync.catalog.Columns.number;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists the loads of other applications, for people to choose from. */
@Component
public class LoadListing {

  private static final String SELECT =
      """
      select COCP_EVENTOCARGAPROCESOID, COCP_PROCESO, COCP_IDCARGA, COCP_NOMBREARCHIVO,
             COCP_FECHACARGA, COCP_REGISTROS, CONT_REGISTROS, CONT_AVISOS, COCP_ESTATUS,
             COCP_DEALERSTOTALES, COCP_DEALERSSINCRONIZADOS, COCP_PORCDEALERSSINC
        from CO_EVENTOSCARGAPROCESO
             left join CO_DS_CONTENIDO on CONT_COCP_EVENTOCARGAPROCESOID = COCP_EVENTOCARGAPROCESOID
      """;

  private final JdbcClient sql;
  private final DateColumns dates;

  LoadListing(JdbcClient sql, DateColumns dates) {
    this.sql = sql;
    this.dates = dates;
  }

  /** Newest first; a load without a date comes last. */
  @Transactional(readOnly = true)
  public Page<LoadSummary> page(LoadFilter filter, Pageable page) {
    List<LoadSummary> rows =
        sql.sql(
                SELECT
                    + filter.condition(dates.parameter())
                    + """

                     order by COCP_FECHACARGA desc nulls last, COCP_EVENTOCARGAPROCESOID desc
                    offset ? rows fetch next ? rows only""")
            .params(filter.parameters())
            .params(page.getOffset(), page.getPageSize())
            .query(LoadListing::summary)
            .list();
    long total =
        sql.sql(
                "select count(*) from CO_EVENTOSCARGAPROCESO\n"
                    + filter.condition(dates.parameter()))
            .params(filter.parameters())
            .query(Long.class)
            .single();
    return new PageImpl<>(rows, page, total);
  }

  public Optional<LoadSummary> find(long loadId) {
    return sql.sql(SELECT + " where COCP_EVENTOCARGAPROCESOID = ?")
        .param(loadId)
        .query(LoadListing::summary)
        .optional();
  }

  /** The newest load of a process type that whoever makes loads still takes for current. */
  public Optional<LoadSummary> current(String processType) {
    return sql.sql(
            SELECT
                + """
                 where COCP_PROCESO = ? and coalesce(COCP_ACTUAL, 1) <> 0
                 order by COCP_FECHACARGA desc nulls last, COCP_EVENTOCARGAPROCESOID desc
                 fetch first 1 rows only""")
        .param(processType)
        .query(LoadListing::summary)
        .optional();
  }

  private static LoadSummary summary(ResultSet row, int index) throws SQLException {
    return new LoadSummary(
        row.getLong("COCP_EVENTOCARGAPROCESOID"),
        row.getString("COCP_PROCESO"),
        row.getString("COCP_IDCARGA"),
        row.getString("COCP_NOMBREARCHIVO"),
        row.getObject("COCP_FECHACARGA", LocalDateTime.class),
        number(row, "COCP_REGISTROS", Long.class),
        number(row, "CONT_REGISTROS", Long.class),
        row.getString("CONT_AVISOS"),
        row.getString("COCP_ESTATUS"),
        number(row, "COCP_DEALERSTOTALES", Integer.class),
        number(row, "COCP_DEALERSSINCRONIZADOS", Integer.class),
        row.getBigDecimal("COCP_PORCDEALERSSINC"));
  }
}
