package com.dealersync.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.dealersync.DealerSyncApplication;
import com.dealersync.catalog.SecretRotationApplication;
import com.dealersync.testing.ConnectProxy;
import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import com.dealersync.testing.DealerServer.Received;
import com.dealersync.testing.H2Server;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestDatabase;
import com.dealersync.testing.TestEnvironment;
import com.dealersync.testing.TestRedis;
import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

/**
 * Every secret that the service is trusted with carries a mark. Runs succeed and fail, dealers and
 * callers misbehave, what it needs is away for a while: where does a mark come to light?
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = DealerSyncApplication.class,
    properties = {
      "server.address=127.0.0.1",
      "dealer-sync.delivery.allow=127.0.0.1/32",
      "dealer-sync.delivery.retry.delays=50ms",
      "dealer-sync.watchdog.every=1h",
      "dealer-sync.watchdog.adopt-every=1h",
      "management.prometheus.metrics.export.enabled=true",
      "dealer-sync.security.jwt.secret=" + MarkedSecretsIntegrationTests.JWT_KEY,
      "dealer-sync.secrets.current=k1",
      "dealer-sync.secrets.keys.k1=" + MarkedSecretsIntegrationTests.ENCRYPTION_KEY
    })
@ContextConfiguration(initializers = MarkedSecretsIntegrationTests.Marked.class)
@ExtendWith(OutputCaptureExtension.class)
class MarkedSecretsIntegrationTests {

  static final String JWT_KEY = "zm4rk-jwt-key-0123456789-0123456789";
  static final String ENCRYPTION_KEY = "em00cmstZW5jcnlwdGlvbi1rZXktMDEyMzQ1Njc4OWE=";

  private static final String MARK = "zm4rk";
  private static final String REDIS_PASSWORD = "zm4rk-redis-password";
  private static final String DATABASE_PASSWORD = "zm4rk-database-password";
  private static final String PROXY_PASSWORD = "zm4rk-proxy-password";
  private static final String PREVIOUS = "zm4rk-secret-of-yesterday";
  private static final String QUERY_VALUE = "zm4rk-query-value";
  private static final String QUERY = "?clave=" + QUERY_VALUE;
  private static final List<String> SECRETS =
      List.of(
          JWT_KEY,
          REDIS_PASSWORD,
          DATABASE_PASSWORD,
          PROXY_PASSWORD,
          "envios:" + PROXY_PASSWORD,
          PREVIOUS,
          QUERY_VALUE,
          secretOf("encrypted"),
          secretOf("plain"));

  /** What other systems write there, and only the service is to read. */
  private static final Set<String> TRUSTED =
      Set.of("COSD_SECRETKEY", "COSD_SECRETKEYANTERIOR", "COSD_URLWEBHOOK");

  private static final String API = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";
  private static final ConnectProxy PROXY = ConnectProxy.demanding("envios", PROXY_PASSWORD);
  private static final TestRedis REDIS = TestRedis.started();
  private static final TestDatabase DATABASE =
      new TestDatabase(
          DatabaseKind.H2, "marked", H2Server.database("marked").url(), "sa", DATABASE_PASSWORD);

  @Autowired JdbcTemplate sql;
  @Autowired StringRedisTemplate redis;
  @Autowired TestData data;

  @Autowired
  @Qualifier("jobrunrDataSource") DataSource jobs;

  @LocalServerPort int port;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final DealerServer dealers = DealerServer.started();
  private final List<String> answers = new ArrayList<>();
  private final Set<String> marks = new TreeSet<>();
  private final String token =
      TestTokens.signed(
          JWT_KEY,
          claims -> claims.subject("tester").claim("scope", "sync.read sync.write sync.admin"));

  /** The password of a database in memory is the one that its first user brings. */
  static final class Marked implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
      try (RedisClient admin = RedisClient.create(REDIS.url())) {
        admin.connect().sync().configSet("requirepass", REDIS_PASSWORD);
      }
      new TestEnvironment(
              DATABASE, REDIS.url().replace("redis://", "redis://:" + REDIS_PASSWORD + "@"))
          .initialize(context);
      TestPropertyValues.of(
              "dealer-sync.delivery.proxy.url=" + PROXY.url(),
              "dealer-sync.delivery.proxy.username=envios",
              "dealer-sync.delivery.proxy.password=" + PROXY_PASSWORD)
          .applyTo(context);
    }
  }

  @Test
  void comeToLightNowhere(CapturedOutput log) throws Exception {
    doWhatTheServiceIsFor();

    assertAll(
        this::everySecretIsInUse,
        () -> noneIsInALogLine(log.getAll()),
        this::noneIsInAnAnswer,
        this::noneIsInATable,
        this::noneIsInRedis);
  }

  private void doWhatTheServiceIsFor() throws Exception {
    dealers.answerWith(MarkedSecretsIntegrationTests::answer);
    load("CampaignList", "encrypted");
    encrypt();
    load("ProductList", "plain");
    sql
        .queryForList("select COSD_SECRETKEY from CO_EVENTOSCARGASNAPSHOTDEALERS", String.class)
        .stream()
        .filter(secret -> secret != null && secret.startsWith("enc:"))
        .forEach(marks::add);
    SECRETS.stream().flatMap(MarkedSecretsIntegrationTests::spellings).forEach(marks::add);
    marks.addAll(List.of(MARK, ENCRYPTION_KEY, token.substring(token.lastIndexOf('.') + 1)));

    preview("ProductList", "plain");
    List<Long> runs = List.of(start("CampaignList", "encrypted"), start("ProductList", "plain"));
    runs.forEach(this::awaitEnd);
    look(runs);
    misuse();
    fail();
    call("GET", "/actuator/prometheus", null);
  }

  @AfterEach
  void stop() {
    http.close();
    dealers.close();
  }

  /** Or the rest could hold for any reason. */
  private void everySecretIsInUse() {
    assertThat(marks.stream().filter(mark -> mark.startsWith("enc:v1:k1:"))).hasSize(5);
    assertThat(PROXY.asked()).anyMatch(it -> it.headers().containsKey("proxy-authorization"));
    assertThat(dealers.received())
        .extracting(request -> request.headers().get("X-Webhook-Secret"))
        .contains(secretOf("encrypted"), secretOf("plain"));
    assertThat(dealers.received())
        .anyMatch(request -> request.headers().get("webhook-signature").contains(" "));
    assertThat(answers)
        .anyMatch(answer -> answer.contains("El dealer respondió HTTP 401: "))
        .anyMatch(answer -> answer.contains("El dealer respondió HTTP 500: "))
        .anyMatch(answer -> answer.contains("\"estado\":\"EXITOSO\""))
        .anyMatch(answer -> answer.contains("dealersync_deliveries_total"));
  }

  private void noneIsInALogLine(String log) {
    assertThat(log).contains("Flyway", "Tomcat started", "Entrega sin confirmar", "\tat ");
    hold(log.lines().toList());
  }

  private void noneIsInAnAnswer() {
    assertThat(answers).hasSizeGreaterThan(25);
    hold(answers);
  }

  private void noneIsInATable() {
    List<String> rows = new ArrayList<>(rows(sql));
    rows.addAll(rows(new JdbcTemplate(jobs)));

    assertThat(rows)
        .anyMatch(row -> row.contains("COSD_ULTIMOERRORWEBHOOK=El dealer respondió"))
        .anyMatch(row -> row.contains("AUDI_ACCION=INICIAR"))
        .anyMatch(row -> row.contains("SyncJob"));
    hold(rows);
  }

  private void noneIsInRedis() {
    hold(redis.keys("*").stream().map(key -> key + "=" + redis.opsForValue().get(key)).toList());
  }

  private void hold(List<String> texts) {
    assertThat(
            texts.stream()
                .filter(
                    text ->
                        marks.stream().anyMatch(text::contains)
                            || text.toLowerCase(Locale.ROOT).contains(MARK)))
        .isEmpty();
  }

  private void load(String processType, String name) {
    data.load(processType, name)
        .dealer(name + "-confirms", dealers.url() + "/confirms" + QUERY, secretOf(name))
        .dealer(name + "-refuses", dealers.url() + "/refuses" + QUERY, secretOf(name))
        .dealer(name + "-breaks", dealers.url() + "/breaks" + QUERY, secretOf(name))
        .dealer(name + "-repeats", dealers.url() + "/repeats" + QUERY, secretOf(name))
        .dealer(name + "-babbles", dealers.url() + "/babbles" + QUERY, secretOf(name))
        .dealer(name + "-unusable", "https://zm4rk:zm4rk@dealer.example/" + QUERY, null)
        .insert();
    sql.update(
        """
        update CO_EVENTOSCARGASNAPSHOTDEALERS
           set COSD_SECRETKEYANTERIOR = ?, COSD_FECHAROTACION = CURRENT_TIMESTAMP - INTERVAL '7' HOUR
         where COSD_DEALERBAC like ? and COSD_SECRETKEY is not null\
        """,
        PREVIOUS,
        name + "-%");
  }

  private static void encrypt() {
    SecretRotationApplication.run(
        "--spring.datasource.url=" + DATABASE.url(),
        "--spring.datasource.username=" + DATABASE.username(),
        "--spring.datasource.password=" + DATABASE.password(),
        "--dealer-sync.secrets.rotate=true",
        "--dealer-sync.secrets.current=k1",
        "--dealer-sync.secrets.keys.k1=" + ENCRYPTION_KEY);
  }

  /** A dealer that says all it knows, wherever it may say something. */
  private static Answer answer(Received request) {
    String secret = request.headers().get("X-Webhook-Secret");
    String all =
        "%s %s %s %s clave=%s %s"
            .formatted(
                secret,
                PREVIOUS,
                request.headers().get("webhook-signature"),
                Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)),
                QUERY_VALUE,
                QUERY_VALUE);
    return switch (request.path()) {
      case "/refuses" -> new Answer(401, "{\"error\":\"" + all + "\"}");
      case "/breaks" -> new Answer(500, all);
      case "/repeats" -> new Answer(200, "{\"ackToken\":\"" + secret + "\"}");
      case "/babbles" -> new Answer(200, all);
      default -> DealerServer.confirm(request);
    };
  }

  private void look(List<Long> runs) throws Exception {
    for (long run : runs) {
      for (String path :
          List.of("", "/dealers?size=100", "/dealers.csv", "/entregas", "/eventos")) {
        call("GET", API + "/" + run + path, null);
      }
      call("POST", API + "/" + run + "/cancelar", null);
    }
    for (String path :
        List.of(
            API,
            API + "/procesos",
            API + "/auditoria",
            API + "/cargas",
            API + "/operacion",
            API + "/estado/ProductList",
            "/actuator",
            "/actuator/health",
            "/actuator/info",
            "/actuator/env",
            "/v3/api-docs",
            "/consola/config.json")) {
      call("GET", path, null);
    }
    preview("ProductList", "plain");
  }

  private void misuse() throws Exception {
    send(request(API + "/procesos").setHeader("Authorization", "Bearer zm4rk-not-a-token"));
    send(request(API + "/procesos").setHeader("Authorization", "Bearer " + token + "zm4rk"));
    send(request(API + "/procesos").setHeader("Authorization", "Basic zm4rk"));
    send(request(API + "/procesos").setHeader("Cookie", "SESSION=zm4rk"));
    send(request(API + "/procesos").setHeader("X-Correlation-Id", "zm4rk, not one"));
    call("GET", API + "/procesos?access_token=zm4rk", null);
    call("GET", API + "?status=zm4rk", null);
    for (String body :
        List.of(
            "zm4rk",
            "{\"processType\": zm4rk",
            "{\"processType\": {\"clave\": \"zm4rk\"}, \"idCarga\": 1}",
            "{\"processType\": \"ProductList\", \"idCarga\": \"zm4rk zm4rk\"}",
            "{\"zm4rk\": 1, \"zm4rk\": 2}")) {
      call("POST", API, body);
      call("POST", API + "/previsualizar", body);
    }
  }

  private void fail() throws Exception {
    data.load("ProductList", "other").insert();
    sql.execute("alter table CO_DS_AUDITORIA rename to HIDDEN_AUDIT");
    assertThat(start("other").statusCode()).isEqualTo(500);
    sql.execute("alter table HIDDEN_AUDIT rename to CO_DS_AUDITORIA");
    REDIS.pause();
    assertThat(start("other").statusCode()).isEqualTo(503);
    REDIS.resume();
  }

  private long start(String processType, String idCarga) throws Exception {
    HttpResponse<String> answer = call("POST", API, body(processType, idCarga));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return json.readTree(answer.body()).at("/data/syncControlId").asLong();
  }

  private HttpResponse<String> start(String idCarga) throws Exception {
    return call("POST", API, body("ProductList", idCarga));
  }

  private void preview(String processType, String idCarga) throws Exception {
    assertThat(call("POST", API + "/previsualizar", body(processType, idCarga)).statusCode())
        .isEqualTo(200);
  }

  private void awaitEnd(long run) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                sql.queryForObject(
                        "select COES_STATUS from CO_EVENTOSCARGASINCCONTROL where"
                            + " COES_SINCCONTROLID = ?",
                        String.class,
                        run)
                    .equals("COMPLETED"));
  }

  private HttpResponse<String> call(String method, String path, @Nullable String body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .setHeader("Content-Type", "application/json")
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30))
        .setHeader("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    answers.add(answer.request().uri().getPath() + " " + answer.headers() + answer.body());
    return answer;
  }

  private static String body(String processType, String idCarga) {
    return "{\"processType\": \"%s\", \"idCarga\": \"%s\"}".formatted(processType, idCarga);
  }

  private static String secretOf(String load) {
    return "zm4rk-secret-" + load;
  }

  private static Stream<String> spellings(String secret) {
    byte[] bytes = secret.getBytes(UTF_8);
    return Stream.of(secret, Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Each row of each table, but for what it is trusted with. */
  private static List<String> rows(JdbcTemplate database) {
    return database
        .queryForList(
            "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = 'PUBLIC'",
            String.class)
        .stream()
        .flatMap(table -> database.queryForList("select * from \"" + table + "\"").stream())
        .map(
            row -> {
              row.keySet().removeAll(TRUSTED);
              return row.toString();
            })
        .toList();
  }
}
