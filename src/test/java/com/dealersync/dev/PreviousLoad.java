package com.dealersync.dev;

import com.dealersync.catalog.Load;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.ProcessTypes;
import com.dealersync.catalog.Stamp;
import com.dealersync.payload.PackedPayload;
import com.dealersync.payload.PayloadRenderer;
import com.dealersync.payload.SealedContents;
import com.dealersync.testing.TestData;
import java.time.LocalDateTime;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** A load that every dealer has, so that there is something to compare the current one with. */
record PreviousLoad(
    ProcessTypes types, PayloadRenderer renderer, SealedContents contents, JdbcTemplate sql) {

  private static final String TYPE = "ProductList";
  private static final String ID = "productlist_demo_000";

  /** Enough to look at; a start with very many dealers shall not take twice as long. */
  private static final int MOST_DEALERS = 1_000;

  /** Seals what the catalog holds now. */
  void insert(TestData data, List<DemoDealer> dealers, LocalDateTime at) {
    ProcessType type = types.find(TYPE).orElseThrow();
    TestData.LoadBuilder builder = data.load(TYPE, ID).status("SINCRONIZADA").loadedAt(at);
    for (DemoDealer dealer : dealers.subList(0, Math.min(dealers.size(), MOST_DEALERS))) {
      DemoWebhook webhook = dealer.webhook();
      builder.dealer(
          dealer.bac(), dealer.name(), dealer.dms(), webhook.url(), webhook.secret(), "EXITOSO");
    }
    long load = builder.insert();
    contents.seal(
        load,
        TYPE,
        PackedPayload.of(
            renderer.render(type, Load.read(load, TYPE, ID, at, null, "SINCRONIZADA"), 1)),
        null,
        new Stamp(at, "demo"));
    sql.update(
        """
        insert into CO_SINCRONIZACIONCARGAPROCESODEALER
          (COSC_COCP_EVENTOCARGAPROCESOID, COSC_DEALERBAC, COSC_NOMBREDEALER, COSC_DMSORIGEN,
           COSC_FECHASINCRONIZACION)
        select COSD_COCP_EVENTOCARGAPROCESOID, COSD_DEALERBAC, COSD_NOMBREDEALER, 'GDMS', ?
          from CO_EVENTOSCARGASNAPSHOTDEALERS
         where COSD_COCP_EVENTOCARGAPROCESOID = ?""",
        at,
        load);
  }
}
