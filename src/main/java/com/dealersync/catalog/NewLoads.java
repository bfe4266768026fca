package com.dealersync.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds loads that may be started without a hand. */
@Component
public class NewLoads {

  private final JdbcClient sql;

  NewLoads(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * The newest current load of a process type.
   *
   * @param changedAt when its row was last written, in the service's zone; null if that is not
   *     known
   * @param announcedDealers how many it says that it goes to; null if it does not say
   * @param dealers how many are in its snapshot
   * @param hasRun whether there is a run of it, in whatever state
   */
  public record Newest(
      Load load,
      @Nullable LocalDateTime changedAt,
      @Nullable Integer announcedDealers,
      int dealers,
      boolean hasRun) {

    /** Whether its snapshot has the dealers that it announces. */
    public boolean hasItsDealers() {
      return announcedDealers != null && announcedDealers > 0 && announcedDealers == dealers;
    }
  }

  /** Empty if there is none. */
  public Optional<Newest> newest(String processType) {
    return sql.sql(
            """
            select COCP_EVENTOCARGAPROCESOID, COCP_PROCESO, COCP_IDCARGA, COCP_FECHACARGA,
                   COCP_REGISTROS, COCP_ESTATUS, COCP_FECHAALTA, COCP_FECHAMODIFICACION,
                   COCP_DEALERSTOTALES,
                   (select count(*) from CO_EVENTOSCARGASNAPSHOTDEALERS
                     where COSD_COCP_EVENTOCARGAPROCESOID = l.COCP_EVENTOCARGAPROCESOID) as DEALERS,
                   (select count(*) from CO_EVENTOSCARGASINCCONTROL
                     where COES_COCP_EVENTPROCESOID = l.COCP_EVENTOCARGAPROCESOID) as EJECUCIONES
              from CO_EVENTOSCARGAPROCESO l
             where COCP_PROCESO = ? and COCP_ACTUAL = 1 and COCP_FECHACARGA is not null
             order by COCP_FECHACARGA desc, COCP_EVENTOCARGAPROCESOID desc
             fetch first 1 rows only\
            """)
        .param(processType)
        .query(NewLoads::newest)
        .optional();
  }

  private static Newest newest(ResultSet row, int index) throws SQLException {
    return new Newest(
        Load.read(
            row.getLong("COCP_EVENTOCARGAPROCESOID"),
            row.getString("COCP_PROCESO"),
            row.getString("COCP_IDCARGA"),
            row.getObject("COCP_FECHACARGA", LocalDateTime.class),
            Columns.number(row, "COCP_REGISTROS", Long.class),
            row.getString("COCP_ESTATUS")),
        Stream.of(
                row.getObject("COCP_FECHAALTA", LocalDateTime.class),
                row.getObject("COCP_FECHAMODIFICACION", LocalDateTime.class))
            .filter(Objects::nonNull)
            .max(LocalDateTime::compareTo)
            .orElse(null),
        Columns.number(row, "COCP_DEALERSTOTALES", Integer.class),
        row.getInt("DEALERS"),
        row.getInt("EJECUCIONES") > 0);
  }

  /** How many rows the query of a process type has now. */
  public long records(ProcessType type) {
    return sql.sql("select count(*) from (%s) CONTENIDO".formatted(type.sql()))
        .query(Long.class)
        .single();
  }
}
