package com.dealersync.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.dealersync.audit.Caller;
import com.dealersync.sync.LoadRefusal.AlreadySynchronised;
import com.dealersync.sync.LoadRefusal.UnknownLoad;
import com.dealersync.sync.LoadRefusal.UnknownProcessType;
import com.dealersync.sync.PreviewResult.Busy;
import com.dealersync.sync.PreviewResult.Previewed;
import com.dealersync.sync.PreviewResult.RefusedWebhook;
import com.dealersync.testing.CatalogGate;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.IntegrationTest;
import com.dealersync.testing.TestData;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** Without a job server: where a preview is held against a run, the test starts the run's job. */
@IntegrationTest
@Import(CatalogGate.class)
@TestPropertySource(
    properties = {
      "jobrunr.background-job-server.enabled=false",
      "dealer-sync.procesos.Fragile.descripcion=Falla con un año cero",
      "dealer-sync.procesos.Fragile.lista=rows",
      "dealer-sync.procesos.Fragile.sql=select 1 / COGM_ANIOMODELO as \"x\" from"
          + " CO_GM_LISTAPRODUCTOS"
    })
@Timeout(60)
class PreviewIntegrationTests {

  private static final DealerServer DEALERS = DealerServer.started();

  @Autowired Preview preview;
  @Autowired SyncStarter starter;
  @Autowired SyncJobHandler handler;
  @Autowired RunRegistry registry;
  @Autowired StringRedisTemplate redis;
  @Autowired JdbcTemplate sql;
  @Autowired TestData data;
  @Autowired CatalogGate gate;

  @AfterEach
  void clean() {
    gate.open();
    registry.endAll("fin de la prueba");
    redis.delete("lock:sync:ProductList");
    DEALERS.forget();
    sql.update("delete from CO_GM_LISTAPRODUCTOS");
  }

  @AfterAll
  static void stop() {
    DEALERS.close();
  }

  @Test
  void tellsTheVeryBytesThatARunThenSendsToWhomItThenSendsThem() throws Exception {
    data.products(12);
    data.load("ProductList", "same-bytes")
        .dealers(3, DEALERS.url(), "s3cret")
        .dealer("SHARED", DEALERS.url() + "/dealer/3", "s3cret")
        .dealer("DONE", DEALERS.url() + "/done", "s3cret", "EXITOSO")
        .dealer("FAILED", DEALERS.url() + "/failed", "s3cret", "FALLIDO")
        .dealer("SENT", DEALERS.url() + "/sent", "s3cret", "ENVIADO")
        .dealer("NOURL", null, null)
        .insert();

    Previewed previewed = previewed("ProductList", "same-bytes");
    run("same-bytes");

    assertThat(DEALERS.received())
        .extracting(Received::path)
        .containsExactlyInAnyOrder("/dealer/1", "/dealer/2", "/dealer/3", "/failed", "/sent");
    assertThat(previewed.webhooks()).isEqualTo(5);
    assertThat(previewed.dealers()).isEqualTo(6);
    assertThat(previewed.dealersWithoutWebhook()).isEqualTo(1);
    assertThat(previewed.records()).isEqualTo(12);
    assertThat(DEALERS.received())
        .allSatisfy(
            request -> {
              assertThat(request.body()).hasSize(previewed.bytes());
              assertThat(sha256(request.body())).isEqualTo(previewed.sha256());
            });
    assertThat(previewed.firstRecords())
        .hasSize(10)
        .first()
        .asString()
        .startsWith("{\"nombreProducto\":\"2026 BUICK Envision 1\",");
    assertThat(previewed.refused()).isEmpty();
  }

  @Test
  void changesNothingAndSendsNothing() {
    data.products(1);
    data.load("ProductList", "untouched")
        .dealers(2, DEALERS.url(), "s3cret")
        .dealer("FAILED", DEALERS.url() + "/failed", "s3cret", "FALLIDO")
        .dealer("NOURL", null, null)
        .insert();
    List<Map<String, Object>> before = everything();

    previewed("ProductList", "untouched");

    assertThat(everything()).isEqualTo(before);
    assertThat(DEALERS.received()).isEmpty();
    assertThat(redis.keys("*")).isEmpty();
  }

  @Test
  void doesNotMindARunOfTheLoadOrALock() {
    data.products(1);
    data.load("ProductList", "at-work").dealers(2, DEALERS.url(), "s3cret").insert();
    starter.start(
        new StartCommand("ProductList", "at-work", new Caller("ana", "127.0.0.1", "corr-1")));

    assertThat(previewed("ProductList", "at-work").webhooks()).isEqualTo(2);
  }

  @Test
  void namesTheWebhooksThatWouldBeRefusedWithoutTheirSecrets() {
    data.load("ProductList", "refused")
        .dealers(1, DEALERS.url(), "s3cret")
        .dealer("B1", "https://ana:cl4ve@dos.example/hook?key=k3y", "s3cret")
        .dealer("B2", "https://10.0.0.1/hook?key=k3y", "s3cret")
        .dealer("B3", "https://10.0.0.1/hook?key=k3y", "s3cret")
        .dealer("B4", DEALERS.url() + "/hook?key=k3y", "whsec_***not-base64***")
        .dealer("DONE", "https://10.0.0.2/", "s3cret", "EXITOSO")
        .insert();

    Previewed previewed = previewed("ProductList", "refused");

    assertThat(previewed.webhooks()).isEqualTo(4);
    assertThat(previewed.refused())
        .containsExactly(
            new RefusedWebhook(
                "https://***@dos.example/hook?***",
                "La URL del webhook lleva usuario o contraseña."
                    + " Quítelos: el dealer se asegura por la firma.",
                List.of("B1")),
            new RefusedWebhook(
                "https://10.0.0.1/hook?***",
                "El host del webhook tiene una dirección no permitida. Solo se envía a direcciones"
                    + " públicas: corrija el DNS del dealer o pida que se permita la suya.",
                List.of("B2", "B3")),
            new RefusedWebhook(
                DEALERS.url() + "/hook?***",
                "El secreto del webhook empieza con whsec_ y lo que sigue no es base64."
                    + " Cópielo otra vez completo.",
                List.of("B4")));
    assertThat(previewed.toString()).doesNotContain("s3cret", "cl4ve", "k3y", "not-base64");
  }

  @Test
  void refusesWhatAStartRefuses() {
    long load = data.load("ProductList", "all-done").status("SINCRONIZADA").insert();

    assertThat(preview.of("Otro", "x"))
        .isEqualTo(new UnknownProcessType(List.of("CampaignList", "Fragile", "ProductList")));
    assertThat(preview.of("ProductList", "missing")).isEqualTo(new UnknownLoad());
    assertThat(preview.of("ProductList", "all-done"))
        .isEqualTo(new AlreadySynchronised(load, "SINCRONIZADA"));
  }

  @Test
  void saysWhichQueryFails() {
    data.products(1);
    sql.update("update CO_GM_LISTAPRODUCTOS set COGM_ANIOMODELO = 0");
    data.load("Fragile", "broken").dealers(1, DEALERS.url(), "s3cret").insert();

    assertThatExceptionOfType(RenderingException.class)
        .isThrownBy(() -> preview.of("Fragile", "broken"))
        .satisfies(e -> assertThat(e.processType()).isEqualTo("Fragile"));
    data.load("ProductList", "fine").insert();
    assertThat(preview.of("ProductList", "fine")).isInstanceOf(Previewed.class);
  }

  @Test
  void makesOneAtATimeAndSendsTheOthersAway() {
    data.products(1);
    data.load("ProductList", "in-turn").dealers(1, DEALERS.url(), "s3cret").insert();
    gate.close();
    CompletableFuture<PreviewResult> first =
        CompletableFuture.supplyAsync(() -> preview.of("ProductList", "in-turn"));
    gate.awaitArrival();

    assertThat(preview.of("ProductList", "in-turn")).isInstanceOf(Busy.class);

    gate.open();
    assertThat(first.join()).isInstanceOf(Previewed.class);
    assertThat(preview.of("ProductList", "in-turn")).isInstanceOf(Previewed.class);
  }

  private Previewed previewed(String processType, String idCarga) {
    PreviewResult result = preview.of(processType, idCarga);
    assertThat(result).isInstanceOf(Previewed.class);
    return (Previewed) result;
  }

  private void run(String idCarga) {
    StartResult started =
        starter.start(
            new StartCommand("ProductList", idCarga, new Caller("ana", "127.0.0.1", "corr-1")));
    assertThat(started).isInstanceOf(StartResult.Accepted.class);
    handler.run(new SyncJob(((StartResult.Accepted) started).syncControlId(), null));
  }

  private List<Map<String, Object>> everything() {
    return Stream.of(
            "CO_EVENTOSCARGAPROCESO",
            "CO_EVENTOSCARGASNAPSHOTDEALERS",
            "CO_SINCRONIZACIONCARGAPROCESODEALER",
            "CO_EVENTOSCARGASINCCONTROL")
        .flatMap(table -> sql.queryForList("select * from " + table).stream())
        .toList();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
