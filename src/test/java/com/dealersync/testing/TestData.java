package com.dealersync.testing;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows that in production other applications write. */
public final class TestData {

  public static final LocalDateTime LOADED = LocalDateTime.of(2025, 1, 7, 10, 30);

  private final JdbcTemplate sql;

  public TestData(JdbcTemplate sql) {
    this.sql = sql;
  }

  /** A load that is not synchronised, without dealers; {@link LoadBuilder#insert()} writes it. */
  public LoadBuilder load(String processType, String idCarga) {
    return new LoadBuilder(processType, idCarga);
  }

  /** Adds rows to the catalog of {@code ProductList}. */
  public void products(int count) {
    products(
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    new Object[] {
                      "2026 BUICK Envision " + i,
                      "México",
                      "Envision",
                      2026,
                      "BUENV01" + i,
                      "BUICK",
                      "Envision",
                      "2026 BUICK Envision " + i
                    })
            .toList());
  }

  /** Adds these rows, each in the order of the table's columns, without its key. */
  public void products(List<Object[]> rows) {
    sql.batchUpdate(
        """
        insert into CO_GM_LISTAPRODUCTOS
          (COGM_NOMBREPRODUCTO, COGM_PAIS, COGM_NOMBREMODELO, COGM_ANIOMODELO, COGM_MODELOINTERES,
           COGM_MARCANEGOCIO, COGM_NOMBRELOCAL, COGM_DEFINICIONVEHICULO)
        values (?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
  }

  /** Adds rows to the catalog of {@code CampaignList}. */
  public void campaigns(int count) {
    campaigns(
        IntStream.rangeClosed(1, count)
            .mapToObj(
                i ->
                    new Object[] {
                      "SC" + i,
                      "701" + i,
                      "Campaña " + i,
                      "012" + i,
                      "Sales",
                      "Test drive",
                      "Website",
                      null,
                      "Active"
                    })
            .toList());
  }

  /** Adds these rows, each in the order of the table's columns, without its key. */
  public void campaigns(List<Object[]> rows) {
    sql.batchUpdate(
        """
        insert into CO_GM_CAMPAIGNCATALOG
          (COCC_SOURCECODEID, COCC_ID, COCC_NAME, COCC_RECORDTYPEID, COCC_LEADRECORDTYPE,
           COCC_LEADENQUIRYTYPE, COCC_LEADSOURCE, COCC_LEADSOURCEDETAILS, COCC_STATUS)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
  }

  /** Writes a confirmation as another application would. */
  public void confirm(long load, String bac, LocalDateTime at) {
    sql.update(
        """
        insert into CO_SINCRONIZACIONCARGAPROCESODEALER
          (COSC_COCP_EVENTOCARGAPROCESOID, COSC_DEALERBAC, COSC_DMSORIGEN, COSC_FECHASINCRONIZACION)
        values (?, ?, 'GDMS', ?)""",
        load,
        bac,
        at);
  }

  /** A load and its snapshot, in the making. */
  public final class LoadBuilder {

    private final String processType;
    private final String idCarga;
    private final List<@Nullable Object[]> dealers = new ArrayList<>();
    private @Nullable String status = "PENDIENTE";
    private @Nullable Integer records;
    private LocalDateTime loadedAt = LOADED;

    private LoadBuilder(String processType, String idCarga) {
      this.processType = processType;
      this.idCarga = idCarga;
    }

    public LoadBuilder status(@Nullable String estatus) {
      this.status = estatus;
      return this;
    }

    public LoadBuilder records(int registros) {
      this.records = registros;
      return this;
    }

    public LoadBuilder loadedAt(LocalDateTime fechaCarga) {
      this.loadedAt = fechaCarga;
      return this;
    }

    /** A dealer with all that matters; null leaves a column empty. */
    public LoadBuilder dealer(@Nullable String bac, @Nullable String url, @Nullable String secret) {
      return dealer(bac, url, secret, null);
    }

    public LoadBuilder dealer(
        @Nullable String bac,
        @Nullable String url,
        @Nullable String secret,
        @Nullable String state) {
      return dealer(bac, "Dealer " + bac, null, url, secret, state);
    }

    public LoadBuilder dealer(
        @Nullable String bac,
        @Nullable String name,
        @Nullable String dms,
        @Nullable String url,
        @Nullable String secret,
        @Nullable String state) {
      dealers.add(new Object[] {bac, name, dms, url, secret, state});
      return this;
    }

    /** Dealers {@code 1…count}, each at its own path below {@code baseUrl}. */
    public LoadBuilder dealers(int count, String baseUrl, String secret) {
      IntStream.rangeClosed(1, count)
          .forEach(i -> dealer("BAC" + i, baseUrl + "/dealer/" + i, secret));
      return this;
    }

    /**
     * Writes the load and its dealers, and returns the load's key. An empty catalog gets a row,
     * because none is ever sent.
     */
    public long insert() {
      fillEmptyCatalog();
      sql.update(
          """
          insert into CO_EVENTOSCARGAPROCESO
            (COCP_PROCESO, COCP_NOMBREARCHIVO, COCP_FECHACARGA, COCP_IDCARGA, COCP_REGISTROS,
             COCP_ACTUAL, COCP_DEALERSTOTALES, COCP_DEALERSSINCRONIZADOS, COCP_PORCDEALERSSINC,
             COCP_ESTATUS, COCP_FECHAALTA, COCP_USUARIOALTA)
          values (?, ?, ?, ?, ?, 1, ?, 0, 0, ?, ?, 'tests')\
          """,
          processType,
          idCarga + ".csv",
          loadedAt,
          idCarga,
          records,
          dealers.size(),
          status,
          loadedAt);
      long id =
          sql.queryForObject(
              "select COCP_EVENTOCARGAPROCESOID from CO_EVENTOSCARGAPROCESO where COCP_IDCARGA = ?",
              Long.class,
              idCarga);
      sql.batchUpdate(
          """
          insert into CO_EVENTOSCARGASNAPSHOTDEALERS
            (COSD_DEALERBAC, COSD_NOMBREDEALER, COSD_DMS, COSD_URLWEBHOOK, COSD_SECRETKEY,
             COSD_ESTADOWEBHOOK, COSD_COCP_EVENTOCARGAPROCESOID)
          values (?, ?, ?, ?, ?, ?, %d)\
          """
              .formatted(id),
          dealers);
      return id;
    }

    private void fillEmptyCatalog() {
      if (processType.equals("CampaignList")) {
        if (isEmpty("CO_GM_CAMPAIGNCATALOG")) {
          campaigns(1);
        }
      } else if (isEmpty("CO_GM_LISTAPRODUCTOS")) {
        products(1);
      }
    }

    private boolean isEmpty(String table) {
      return sql.queryForList("select 1 from %s fetch first 1 rows only".formatted(table))
          .isEmpty();
    }
  }
}
