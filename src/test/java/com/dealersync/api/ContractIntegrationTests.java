package com.dealersync.api;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.api.Contract.Call;
import com.dealersync.api.Contract.Reply;
import com.dealersync.catalog.RegisteredDealers;
import com.dealersync.catalog.SnapshotDealer;
import com.dealersync.catalog.Stamp;
import com.dealersync.delivery.FanOut;
import com.dealersync.payload.PackedPayload;
import com.dealersync.payload.Payload;
import com.dealersync.payload.SealedContents;
import com.dealersync.testing.CatalogGate;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestRedis;
import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jobrunr.storage.StorageProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Holds the OpenAPI document against real answers, of every call with every status. */
@ApiTest
@Import(CatalogGate.class)
@ActiveProfiles("dev")
@TestPropertySource(
    properties = {
      "spring.datasource.hikari.maximum-pool-size=" + ContractIntegrationTests.POOL,
      "spring.datasource.hikari.connection-timeout=250",
      "dealer-sync.limits.post-per-minute=300",
      "dealer-sync.limits.get-per-minute=300"
    })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractIntegrationTests {

  static final int POOL = 6;

  private static final TestRedis SERVER = TestRedis.started();
  private static final String TABLE = "CO_EVENTOSCARGASINCCONTROL";
  private static final String CATALOG = "CO_GM_LISTAPRODUCTOS";
  private static final String CORRELATION_ID = "7d3f9a52";

  private static final Call START = new Call("POST", "");
  private static final Call PREVIEW = new Call("POST", "/previsualizar");
  private static final Call HISTORY = new Call("GET", "");
  private static final Call STATE = new Call("GET", "/estado/{processType}");
  private static final Call PROCESS_TYPES = new Call("GET", "/procesos");
  private static final Call SCHEMA = new Call("GET", "/procesos/{processType}/esquema");
  private static final Call PAUSE = new Call("POST", "/procesos/{processType}/pausar");
  private static final Call RESUMPTION = new Call("POST", "/procesos/{processType}/reanudar");
  private static final Call CHECK = new Call("POST", "/dealers/{bac}/comprobar");
  private static final Call RESEND = new Call("POST", "/dealers/{bac}/reenviar");
  private static final Call DIRECTORY = new Call("GET", "/dealers");
  private static final Call DEALER = new Call("GET", "/dealers/{bac}");
  private static final Call LOAD_FAILURES =
      new Call("GET", "/cargas/{eventoCargaProcesoId}/fallas");
  private static final Call FAILURES = new Call("GET", "/{syncControlId}/fallas");
  private static final Call LOADS = new Call("GET", "/cargas");
  private static final Call LOAD = new Call("GET", "/cargas/{eventoCargaProcesoId}");
  private static final Call LOAD_DEALERS =
      new Call("GET", "/cargas/{eventoCargaProcesoId}/dealers");
  private static final Call LOAD_CONTENT =
      new Call("GET", "/cargas/{eventoCargaProcesoId}/contenido");
  private static final Call COVERAGE = new Call("GET", "/cargas/{eventoCargaProcesoId}/cobertura");
  private static final Call DIFFERENCE =
      new Call("GET", "/cargas/{eventoCargaProcesoId}/diferencia");
  private static final Call OPERATION = new Call("GET", "/operacion");
  private static final Call RUN = new Call("GET", "/{syncControlId}");
  private static final Call DEALERS = new Call("GET", "/{syncControlId}/dealers");
  private static final Call DEALERS_CSV = new Call("GET", "/{syncControlId}/dealers.csv");
  private static final Call DELIVERIES = new Call("GET", "/{syncControlId}/entregas");
  private static final Call EVENTS = new Call("GET", "/{syncControlId}/eventos");
  private static final Call CANCEL = new Call("POST", "/{syncControlId}/cancelar");
  private static final Call AUDIT = new Call("GET", "/auditoria");
  private static final Call REMOVAL = new Call("DELETE", "/locks/{processType}");
  private static final Call CLEANING = new Call("DELETE", "/limpiar-locks");

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d";

  /** What differs from run to run, and how it must look nevertheless. */
  private static final Map<String, String> CHANGING =
      Map.ofEntries(
          Map.entry("processId", "[0-9A-F]{16}|TEMP_ID_\\d{8}"),
          Map.entry("startTime", TIME),
          Map.entry("desde", TIME),
          Map.entry("jobId", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
          Map.entry("id", "\\d+"),
          Map.entry("instante", TIME),
          Map.entry("syncControlId", "\\d+"),
          Map.entry("eventoCargaProcesoId", "\\d+"),
          Map.entry("expiraEnSegundos", "5\\d\\d"),
          Map.entry("bytes", "\\d+"),
          Map.entry("sha256", "[0-9a-f]{64}"),
          Map.entry("webhookId", "msg_[0-9a-f-]{36}"),
          Map.entry("ms", "\\d+"),
          Map.entry("url", "http://127\\.0\\.0\\.1:\\d+/hook\\?\\*\\*\\*"),
          Map.entry("version", ".+"),
          Map.entry("minutos", "\\d+"),
          Map.entry("ultimoLatido", TIME),
          Map.entry("ultimaRevision", TIME));

  /** Whose components are parameters. */
  private static final Set<Class<?>> QUERIES =
      Set.of(
          CsvQuery.class,
          PageQuery.class,
          SearchQuery.class,
          DealerQuery.class,
          DealerDirectoryQuery.class,
          PeriodQuery.class,
          AuditQuery.class,
          ProcessTypeQuery.class,
          LoadQuery.class);

  private record Exchange(Reply reply, Answer answer) {}

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired TestData data;
  @Autowired CatalogGate gate;
  @Autowired JdbcTemplate sql;
  @Autowired DataSource database;
  @Autowired ObjectMapper json;
  @Autowired StorageProvider jobs;
  @Autowired SealedContents contents;
  @Autowired RegisteredDealers dealers;
  @Autowired FanOut fanOut;

  @Autowired
  @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers;

  private final List<Exchange> exchanges = new ArrayList<>();
  private Contract contract;

  @DynamicPropertySource
  static void ownRedis(DynamicPropertyRegistry registry) {
    registry.add("spring.data.redis.url", SERVER::url);
  }

  @BeforeAll
  void callEverything() throws Exception {
    contract = new Contract(json.readTree(api.get("/v3/api-docs").body()));
    start();
    preview();
    look();
    refuse();
    breakDown();
  }

  private void start() {
    scene.clear();
    scene.productListLoad("20250107_001");
    scene.productListLoad("20250107_002");
    exchange(START, api.start("ProductList", "20250107_001"));
    exchange(START, api.start("ProductList", "20250107_001"));
    exchange(START, api.start("ProductList", "20250107_002"));
    askForTheImpossible(START);
  }

  private void preview() {
    scene.clear();
    sql.update("delete from " + CATALOG);
    data.products(2);
    data.load("ProductList", "20250107_001")
        .records(3)
        .dealer("BAC001", "http://127.0.0.1:9/hook", "secreto-uno")
        .dealer("BAC002", "https://10.0.0.5/hook?clave=x", "secreto-dos")
        .dealer("BAC003", null, null)
        .insert();
    exchange(PREVIEW, api.post(path(PREVIEW), load("ProductList", "20250107_001")));
    gate.close();
    CompletableFuture<Answer> first =
        CompletableFuture.supplyAsync(
            () -> api.post(path(PREVIEW), load("ProductList", "20250107_001")));
    gate.awaitArrival();
    exchange(PREVIEW, api.post(path(PREVIEW), load("ProductList", "20250107_001")));
    gate.open();
    exchange(PREVIEW, first.join());
    askForTheImpossible(PREVIEW);
  }

  private void askForTheImpossible(Call call) {
    scene.synchronisedProductListLoad("20250106_001");
    exchange(call, api.post(path(call), load("ProductList", "20250106_001")));
    scene.replacedProductListLoad("20250105_001", "20250106_001");
    exchange(call, api.post(path(call), load("ProductList", "20250105_001")));
    exchange(call, api.post(path(call), load("ProductList", "20250107_009")));
    exchange(call, api.post(path(call), load("Otro", "20250107_001")));
    exchange(call, api.post(path(call), "{"));
    exchange(call, api.post(path(call), "{\"processType\": \"Product List\"}"));
    exchange(call, api.post(path(call), " ".repeat(BodyLimitFilter.MAX_BYTES + 1)));
    exchange(
        call,
        api.send(api.request("POST", path(call), "{}").setHeader("Content-Type", "text/plain")));
  }

  private void look() {
    scene.clear();
    exchange(STATE, api.get(Api.BASE + "/estado/ProductList"));
    exchange(STATE, api.get(Api.BASE + "/estado/Otro"));
    exchange(PROCESS_TYPES, api.get(Api.BASE + "/procesos"));
    // Its columns have the same types on every database.
    exchange(SCHEMA, api.get(Api.BASE + "/procesos/CampaignList/esquema"));
    exchange(SCHEMA, api.get(Api.BASE + "/procesos/Otro/esquema"));
    pause();
    checkDealers();
    scene.clear();
    scene.synchronisedProductListLoad("20250107_001");
    scene.productListLoad("20250107_002");
    exchange(LOADS, api.get(Api.BASE + "/cargas"));
    exchange(LOADS, api.get(Api.BASE + "/cargas?size=0"));
    scene.clear();
    lookAtALoad();
    scene.clear();
    long pending = scene.pendingRun();
    exchange(RUN, api.get(Api.BASE + "/" + pending));
    scene.clear();
    long completed = scene.completedRun();
    exchange(RUN, api.get(Api.BASE + "/" + completed));
    exchange(RUN, api.get(Api.BASE + "/999"));
    exchange(HISTORY, api.get(Api.BASE + "?processType=ProductList"));
    exchange(HISTORY, api.get(Api.BASE + "?size=0"));
    exchange(DEALERS, api.get(Api.BASE + "/" + completed + "/dealers"));
    exchange(DEALERS, api.get(Api.BASE + "/" + completed + "/dealers?size=101"));
    exchange(DEALERS, api.get(Api.BASE + "/999/dealers"));
    exchange(DELIVERIES, api.get(Api.BASE + "/" + completed + "/entregas"));
    exchange(DELIVERIES, api.get(Api.BASE + "/999/entregas"));
    exchange(FAILURES, api.get(Api.BASE + "/" + completed + "/fallas"));
    exchange(FAILURES, api.get(Api.BASE + "/999/fallas"));
    lookAtDealers(completed);
    exchange(DEALERS_CSV, api.get(Api.BASE + "/" + completed + "/dealers.csv"));
    exchange(DEALERS_CSV, api.get(Api.BASE + "/" + completed + "/dealers.csv?buscar=%00"));
    exchange(DEALERS_CSV, api.get(Api.BASE + "/999/dealers.csv"));
    exchange(EVENTS, api.get(Api.BASE + "/" + completed + "/eventos"));
    exchange(
        EVENTS,
        api.send(
            api.request("GET", Api.BASE + "/" + completed + "/eventos", null)
                .setHeader("Last-Event-ID", "COMPLETED.1.2.3")));
    exchange(EVENTS, api.get(Api.BASE + "/999/eventos"));
    exchange(CANCEL, cancel(completed));
    scene.roundPlannedAfter(completed);
    exchange(CANCEL, cancel(completed));
    exchange(CANCEL, cancel(999));
    scene.clear();
    long active = scene.activeRun();
    lookAtOperation();
    exchange(CANCEL, cancel(active));
    scene.lockProductList();
    exchange(STATE, api.get(Api.BASE + "/estado/ProductList"));
    exchange(REMOVAL, api.delete(path(REMOVAL)));
    exchange(CLEANING, api.delete(Api.BASE + "/limpiar-locks"));
    lookAtForeignKeys();
    audit();
  }

  private void pause() {
    scene.productListLoad("20250107_001");
    exchange(RESUMPTION, byOlga(RESUMPTION, ""));
    exchange(PAUSE, byOlga(PAUSE, pauseUntil("2025-01-07T06:00:00")));
    exchange(PAUSE, byOlga(PAUSE, "{}"));
    exchange(PAUSE, byOlga(PAUSE, " ".repeat(BodyLimitFilter.MAX_BYTES + 1)));
    exchange(
        PAUSE,
        api.send(api.request("POST", path(PAUSE), "{}").setHeader("Content-Type", "text/plain")));
    exchange(
        PAUSE, api.post(Api.BASE + "/procesos/Otro/pausar", pauseUntil("2099-01-07T06:00:00")));
    exchange(PAUSE, byOlga(PAUSE, pauseUntil("2099-01-07T06:00:00")));
    exchange(PROCESS_TYPES, api.get(Api.BASE + "/procesos"));
    exchange(START, api.start("ProductList", "20250107_001"));
    exchange(RESUMPTION, api.post(Api.BASE + "/procesos/Otro/reanudar", ""));
    exchange(RESUMPTION, byOlga(RESUMPTION, ""));
    scene.clear();
  }

  private Answer byOlga(Call call, String body) {
    return api.send(
        api.request("POST", path(call), body)
            .setHeader("Authorization", "Bearer " + TestTokens.token("olga", "sync.admin")));
  }

  private static String pauseUntil(String end) {
    return "{\"motivo\": \"El catálogo de hoy trae precios equivocados\", \"hasta\": \"%s\"}"
        .formatted(end);
  }

  private void checkDealers() {
    try (DealerServer dealers = DealerServer.started()) {
      dealers.answerWith(request -> new DealerServer.Answer(422, "{}"));
      data.load("ProductList", "20250107_001")
          .dealer("BAC001", dealers.url() + "/hook?clave=x", "secreto-uno")
          .dealer("BAC002", "https://10.0.0.5/hook", "secreto-dos")
          .insert();
      exchange(CHECK, api.post(Api.BASE + "/dealers/BAC001/comprobar", ""));
      exchange(CHECK, api.post(Api.BASE + "/dealers/BAC002/comprobar", ""));
      exchange(CHECK, api.post(path(CHECK), ""));
    }
  }

  private void lookAtDealers(long run) {
    exchange(DIRECTORY, api.get(Api.BASE + "/dealers"));
    exchange(DIRECTORY, api.get(Api.BASE + "/dealers?size=0"));
    scene.attempted(run, "BAC002", webhookOf("BAC002"));
    exchange(DEALER, api.get(Api.BASE + "/dealers/BAC002"));
    exchange(DEALER, api.get(Api.BASE + "/dealers/BAC999"));
    exchange(DEALER, api.get(Api.BASE + "/dealers/BAC002?size=0"));
  }

  /** By the rule of deliveries, so that the message is one that a delivery could have sent. */
  private String webhookOf(String bac) {
    SnapshotDealer dealer = dealers.find(bac).orElseThrow().dealer();
    Long load =
        sql.queryForObject(
            "select COSD_COCP_EVENTOCARGAPROCESOID from CO_EVENTOSCARGASNAPSHOTDEALERS"
                + " where COSD_DEALERBAC = ?",
            Long.class,
            bac);
    return fanOut
        .plan(load, List.of(dealer), Instant.now().atZone(ZoneOffset.UTC))
        .groups()
        .getFirst()
        .webhookId();
  }

  private void lookAtForeignKeys() {
    scene.clear();
    scene.lockProductListByARequest();
    exchange(REMOVAL, api.delete(path(REMOVAL)));
    scene.clear();
    scene.lockProductListByAnotherLibrary();
    exchange(STATE, api.get(path(STATE)));
    exchange(REMOVAL, api.delete(path(REMOVAL)));
    exchange(REMOVAL, api.delete(path(REMOVAL)));
    exchange(REMOVAL, api.delete(Api.BASE + "/locks/Otro"));
  }

  private void lookAtALoad() {
    long load =
        data.load("ProductList", "20250107_001")
            .records(1)
            .dealer("BAC001", "https://uno.example/hook", "secreto-uno", "FALLIDO")
            .insert();
    String sent =
        """
        {"procesodetalle":[{"eventoCargaProcesoId":%d,"proceso":"ProductList",\
        "fechaCarga":"2025-01-07T10:30:00","idCarga":"20250107_001","registros":1,\
        "webhooksTotales":1}],"listaProductos":[{"nombreProducto":"2026 BUICK Envision 1"}]}"""
            .formatted(load);
    contents.seal(
        load,
        "ProductList",
        PackedPayload.of(new Payload(sent.getBytes(StandardCharsets.UTF_8), 1)),
        null,
        new Stamp(LocalDateTime.of(2025, 1, 7, 10, 0), "tests"));
    String path = Api.BASE + "/cargas/" + load;
    exchange(LOAD, api.get(path));
    exchange(LOAD, api.get(Api.BASE + "/cargas/999"));
    exchange(LOAD_FAILURES, api.get(path + "/fallas"));
    exchange(LOAD_FAILURES, api.get(Api.BASE + "/cargas/999/fallas"));
    exchange(LOAD_DEALERS, api.get(path + "/dealers"));
    exchange(LOAD_DEALERS, api.get(path + "/dealers?size=0"));
    exchange(LOAD_DEALERS, api.get(Api.BASE + "/cargas/999/dealers"));
    Answer content = api.get(path + "/contenido");
    exchange(LOAD_CONTENT, content);
    assertThat(content.body()).isEqualTo(sent);
    exchange(
        LOAD_CONTENT,
        api.send(
            api.request("GET", path + "/contenido", null)
                .setHeader("If-None-Match", content.header("ETag").orElseThrow())));
    exchange(LOAD_CONTENT, api.get(Api.BASE + "/cargas/999/contenido"));
    lookAtALoadOverTime(load);
    resend();
  }

  private void lookAtALoadOverTime(long load) {
    long previous =
        data.load("ProductList", "20250106_001").loadedAt(TestData.LOADED.minusDays(1)).insert();
    String sent =
        """
        {"procesodetalle":[],"listaProductos":[{"nombreProducto":"2025 BUICK Envision 1"}]}""";
    contents.seal(
        previous,
        "ProductList",
        PackedPayload.of(new Payload(sent.getBytes(StandardCharsets.UTF_8), 1)),
        null,
        new Stamp(LocalDateTime.of(2025, 1, 6, 10, 0), "tests"));
    exchange(DIFFERENCE, api.get(Api.BASE + "/cargas/" + load + "/diferencia"));
    exchange(DIFFERENCE, api.get(Api.BASE + "/cargas/" + previous + "/diferencia"));
    exchange(DIFFERENCE, api.get(Api.BASE + "/cargas/999/diferencia"));
    sql.update(
        """
        insert into CO_SINCRONIZACIONCARGAPROCESODEALER
          (COSC_COCP_EVENTOCARGAPROCESOID, COSC_DEALERBAC, COSC_DMSORIGEN, COSC_FECHASINCRONIZACION)
        values (?, 'BAC002', 'GDMS', ?)""",
        load,
        TestData.LOADED);
    exchange(COVERAGE, api.get(Api.BASE + "/cargas/" + load + "/cobertura"));
    exchange(COVERAGE, api.get(Api.BASE + "/cargas/999/cobertura"));
  }

  private void resend() {
    String again = Api.BASE + "/dealers/BAC001/reenviar";
    exchange(RESEND, api.post(path(RESEND), "{\"processType\": \"ProductList\"}"));
    exchange(RESEND, api.post(again, "{\"processType\": \"Otro\"}"));
    exchange(RESEND, api.post(again, "{\"processType\": \"ProductList\", \"bacs\": [\"\"]}"));
    exchange(RESEND, api.post(again, " ".repeat(BodyLimitFilter.MAX_BYTES + 1)));
    exchange(
        RESEND, api.send(api.request("POST", again, "{}").setHeader("Content-Type", "text/plain")));
    exchange(RESEND, api.post(again, "{\"processType\": \"ProductList\"}"));
    exchange(RESEND, api.post(again, "{\"processType\": \"ProductList\"}"));
    scene.productListLoad("20250107_002");
    exchange(RESEND, api.post(again, "{\"processType\": \"ProductList\"}"));
  }

  private void audit() {
    scene.clear();
    String token = "Bearer " + TestTokens.token("eva", "sync.write");
    scene.productListLoad("20250107_001");
    Answer started =
        api.send(
            api.request("POST", Api.BASE, load("ProductList", "20250107_001"))
                .setHeader("X-Correlation-Id", CORRELATION_ID)
                .setHeader("Authorization", token));
    exchange(START, started);
    exchange(
        CANCEL,
        api.send(
            api.request(
                    "POST",
                    Api.BASE + "/" + started.at("/data/syncControlId").asText() + "/cancelar",
                    null)
                .setHeader("X-Correlation-Id", CORRELATION_ID)
                .setHeader("Authorization", token)));
    exchange(AUDIT, api.get(Api.BASE + "/auditoria?usuario=eva"));
    exchange(AUDIT, api.get(Api.BASE + "/auditoria?size=0"));
  }

  private void lookAtOperation() {
    scene.jobServer(jobs, "nodo-1", Instant.EPOCH.plus(Duration.ofDays(20_000)));
    scene.jobServer(jobs, "nodo-2", Instant.now());
    await().until(() -> api.get(path(OPERATION)).body().contains("ultimaRevision"));
    exchange(OPERATION, api.get(path(OPERATION)));
  }

  private Answer cancel(long run) {
    return api.send(api.request("POST", Api.BASE + "/" + run + "/cancelar", null));
  }

  private void refuse() {
    for (Call call : contract.calls()) {
      exchange(call, api.send(withToken(call, "nonsense")));
      exchange(call, api.send(withToken(call, TestTokens.token("tester", "openid"))));
      exchange(call, api.send(request(call).setHeader("Accept", "text/html")));
      exchange(call, hurried(call));
      exchange(call, api.send(api.request(call.method(), path(call) + ";a=b", null)));
    }
  }

  /** Without a scope, so that nothing comes of it. */
  private Answer hurried(Call call) {
    String token = TestTokens.token("apurada", "openid");
    return Stream.generate(() -> api.send(withToken(call, token)))
        .filter(answer -> answer.status() == 429)
        .findFirst()
        .orElseThrow();
  }

  private void breakDown() throws SQLException {
    scene.clear();
    scene.completedRun();
    scene.productListLoad("20250107_003");
    sql.execute("alter table %s rename to HIDDEN".formatted(TABLE));
    sql.execute("alter table CO_DS_AUDITORIA rename to HIDDEN_AUDIT");
    callAllButProcessTypes();
    sql.execute("alter table HIDDEN_AUDIT rename to CO_DS_AUDITORIA");
    sql.execute("alter table CO_DS_PAUSA rename to HIDDEN_PAUSE");
    List.of(PAUSE, RESUMPTION, PROCESS_TYPES)
        .forEach(call -> exchange(call, api.send(request(call))));
    sql.execute("alter table HIDDEN_PAUSE rename to CO_DS_PAUSA");
    sql.execute("alter table HIDDEN rename to " + TABLE);
    sql.execute("alter table %s rename to HIDDEN".formatted(CATALOG));
    exchange(PREVIEW, api.send(request(PREVIEW)));
    exchange(SCHEMA, api.send(request(SCHEMA)));
    sql.execute("alter table HIDDEN rename to " + CATALOG);
    sql.execute("alter table CO_EVENTOSCARGAPROCESO rename to HIDDEN");
    List.of(
            LOADS,
            LOAD,
            LOAD_DEALERS,
            LOAD_FAILURES,
            LOAD_CONTENT,
            COVERAGE,
            DIFFERENCE,
            CHECK,
            DIRECTORY,
            DEALER,
            RESEND)
        .forEach(call -> exchange(call, api.send(request(call))));
    sql.execute("alter table HIDDEN rename to CO_EVENTOSCARGAPROCESO");
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      all.add(database.getConnection());
    }
    callAllButProcessTypes();
    for (Connection connection : all) {
      connection.close();
    }
    SERVER.stop();
    List.of(START, PREVIEW, STATE, REMOVAL, CLEANING)
        .forEach(call -> exchange(call, api.send(request(call))));
  }

  /**
   * The process types are known without the database; the lock makes the state depend on it, if its
   * holder was not remembered.
   */
  private void callAllButProcessTypes() {
    for (Call call : contract.calls()) {
      if (!call.equals(PROCESS_TYPES)) {
        scene.lockProductListByAnother();
        exchange(call, api.send(request(call)));
      }
    }
  }

  private HttpRequest.Builder request(Call call) {
    return api.request(call.method(), path(call), call.method().equals("POST") ? body(call) : null)
        .setHeader("X-Correlation-Id", CORRELATION_ID);
  }

  private static String body(Call call) {
    return call.equals(PAUSE) ? "{\"motivo\": \"prueba\"}" : load("ProductList", "20250107_003");
  }

  private static String path(Call call) {
    return Api.BASE
        + call.path()
            .replace("{syncControlId}", "1")
            .replace("{eventoCargaProcesoId}", "999")
            .replace("{processType}", "ProductList")
            .replace("{bac}", "BAC999");
  }

  private static String load(String processType, String idCarga) {
    return "{\"processType\": \"%s\", \"idCarga\": \"%s\"}".formatted(processType, idCarga);
  }

  private HttpRequest.Builder withToken(Call call, String token) {
    return request(call).setHeader("Authorization", "Bearer " + token);
  }

  private void exchange(Call call, Answer answer) {
    exchanges.add(new Exchange(new Reply(call, answer.status()), answer));
  }

  @Test
  void documentsEveryCallAndNoOther() {
    assertThat(contract.calls()).isEqualTo(implemented().keySet());
  }

  @Test
  void documentsEveryParameterAndNoOther() {
    implemented()
        .forEach(
            (call, handler) ->
                assertThat(contract.parameters(call)).as("%s", call).isEqualTo(named(handler)));
  }

  @Test
  void documentsEachStatusThatOccursAndNoOther() {
    assertThat(exchanges.stream().map(Exchange::reply).collect(toSet()))
        .isEqualTo(contract.replies());
  }

  @Test
  void documentsTheFormOfEachAnswer() {
    assertThat(exchanges)
        .filteredOn(exchange -> contract.hasJson(exchange.reply()))
        .allSatisfy(
            exchange ->
                assertThat(
                        contract.violations(
                            exchange.reply(), json.readTree(exchange.answer().body())))
                    .isEmpty());
  }

  @Test
  void everyEventHoldsARun() {
    assertThat(exchanges)
        .filteredOn(exchange -> exchange.reply().equals(new Reply(EVENTS, 200)))
        .isNotEmpty()
        .allSatisfy(
            exchange ->
                assertThat(
                        exchange
                            .answer()
                            .body()
                            .lines()
                            .filter(line -> line.startsWith("data: "))
                            .toList())
                    .isNotEmpty()
                    .allSatisfy(
                        line ->
                            assertThat(
                                    contract.violations(
                                        "Ejecucion", json.readTree(line.substring(6))))
                                .isEmpty()));
  }

  @Test
  void documentsTheHeadersOfEachAnswer() {
    assertThat(exchanges)
        .allSatisfy(
            exchange ->
                assertThat(contract.headers(exchange.reply()))
                    .allSatisfy(name -> assertThat(exchange.answer().header(name)).isPresent()));
    assertThat(
            exchanges.stream()
                .map(Exchange::reply)
                .filter(r -> r.status() == 503 || (r.status() == 409 && r.call().equals(START))))
        .allSatisfy(reply -> assertThat(contract.headers(reply)).contains("Retry-After"));
  }

  @Test
  void showsNothingButBodiesThatReallyOccur() {
    for (Reply reply : contract.replies().stream().filter(contract::hasJson).toList()) {
      Set<JsonNode> real =
          exchanges.stream()
              .filter(exchange -> exchange.reply().equals(reply))
              .map(exchange -> settled(body(exchange.answer())))
              .collect(toSet());
      assertThat(contract.examples(reply)).isNotEmpty();
      assertThat(contract.examples(reply))
          .allSatisfy((name, example) -> assertThat(real).as(name).contains(settled(example)));
    }
  }

  @Test
  void documentsWhatARequestMayHold() throws Exception {
    JsonNode accepted = json.readTree("{\"processType\": \"ProductList\", \"idCarga\": \"a.b:c\"}");

    assertThat(contract.violations(START, accepted)).isEmpty();
    assertThat(contract.violations(PREVIEW, accepted)).isEmpty();
    for (String refused :
        List.of(
            "{\"processType\": \"Product List\", \"idCarga\": \"a\"}",
            "{\"processType\": \"ProductList\", \"idCarga\": \"a b\"}",
            "{\"processType\": \"ProductList\", \"idCarga\": 1}",
            "{\"processType\": \"ProductList\"}")) {
      assertThat(contract.violations(START, json.readTree(refused))).isNotEmpty();
      assertThat(contract.violations(PREVIEW, json.readTree(refused))).isNotEmpty();
    }
  }

  private Map<Call, HandlerMethod> implemented() {
    return handlers.getHandlerMethods().entrySet().stream()
        .flatMap(
            mapping ->
                mapping.getKey().getPatternValues().stream()
                    .filter(path -> path.startsWith(Api.BASE))
                    .map(path -> path.substring(Api.BASE.length()).replaceAll(":[^/]*}", "}"))
                    .flatMap(
                        path ->
                            mapping.getKey().getMethodsCondition().getMethods().stream()
                                .map(
                                    method ->
                                        Map.entry(
                                            new Call(method.name(), path), mapping.getValue()))))
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Set<String> named(HandlerMethod handler) {
    return Stream.of(handler.getMethod().getParameters())
        .flatMap(ContractIntegrationTests::named)
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<String> named(Parameter parameter) {
    if (QUERIES.contains(parameter.getType())) {
      return Stream.of(parameter.getType().getRecordComponents()).map(RecordComponent::getName);
    }
    return parameter.isAnnotationPresent(RequestParam.class)
            || parameter.isAnnotationPresent(PathVariable.class)
        ? Stream.of(parameter.getName())
        : Stream.empty();
  }

  private JsonNode body(Answer answer) {
    try {
      return json.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  /** With a placeholder for each value that changes and looks as it must. */
  private static JsonNode settled(JsonNode body) {
    JsonNode copy = body.deepCopy();
    CHANGING.forEach(
        (field, form) ->
            copy.findParents(field).stream()
                .filter(parent -> parent.get(field).asText().matches(form))
                .forEach(parent -> ((ObjectNode) parent).put(field, "changes")));
    return copy;
  }
}
