package com.dealersync.training;

import com.dealersync.testing.SelfSigned;
import com.dealersync.testing.TestData;
import com.dealersync.testing.TestDatabase;
import com.dealersync.testing.TestRedis;
import com.dealersync.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Unpacks the production jar and has it do its work once, on a PostgreSQL and a Redis of its own
 * and for dealers over TLS. The JVM keeps in an AOT cache beside the jar what it has loaded, linked
 * and measured: {@code ./mvnw -Paot package}.
 */
public final class TrainingRun {

  private static final Path JAR = Path.of("target", "dealer-sync.jar");
  private static final Path UNPACKED = Path.of("target", "dealer-sync").toAbsolutePath();
  private static final String CACHE = "dealer-sync.aot";
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String BASE = "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";

  /** Enough that the compilers have seen each path of a delivery. */
  private static final int RUNS = 5;

  private static final int DEALERS = 500;
  private static final int PRODUCTS = 300;

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestDatabase database;
  private final int port = freePort();

  private TrainingRun(TestDatabase database) {
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    unpack();
    SelfSigned certificate = SelfSigned.issue();
    try (TestRedis redis = TestRedis.started();
        TlsWebhook webhook = TlsWebhook.started(certificate)) {
      new TrainingRun(TestDatabase.fresh()).train(redis, webhook);
    }
    System.out.printf(
        "%s: %,d kB. Start it with java -XX:AOTCache=%s -jar dealer-sync.jar%n",
        UNPACKED.resolve(CACHE), Files.size(UNPACKED.resolve(CACHE)) / 1024, CACHE);
  }

  /** An AOT cache knows only classes of jars that stand side by side. */
  private static void unpack() throws IOException, InterruptedException {
    Files.deleteIfExists(UNPACKED.resolve(CACHE));
    List<String> command = List.of(JAVA, "-Djarmode=tools", "-jar", JAR.toString(), "extract");
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of("--force", "--destination", UNPACKED.toString()));
    if (new ProcessBuilder(all).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException(JAR + " could not be unpacked");
    }
  }

  private void train(TestRedis redis, TlsWebhook webhook) throws Exception {
    Process service =
        new ProcessBuilder(command(redis, webhook))
            .directory(UNPACKED.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "training.log").toFile())
            .start();
    try {
      await(service, "the service", () -> get("/actuator/health/readiness").statusCode() == 200);
      for (int run = 1; run <= RUNS; run++) {
        synchronise(service, run, webhook);
      }
      // It writes the cache at its end, in a JVM of its own.
      service.destroy();
      if (!service.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          || !Files.exists(UNPACKED.resolve(CACHE))) {
        throw new IllegalStateException("No AOT cache was written: see target/training.log");
      }
    } finally {
      service.destroyForcibly();
    }
  }

  private List<String> command(TestRedis redis, TlsWebhook webhook) {
    List<String> command = new ArrayList<>();
    command.add(JAVA);
    command.add("-XX:AOTCacheOutput=" + CACHE);
    webhook.trust().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-jar");
    command.add(UNPACKED.resolve(JAR.getFileName()).toString());
    Map<String, String> settings =
        Map.of(
            "server.address", "127.0.0.1",
            "server.port", Integer.toString(port),
            "spring.datasource.url", database.url(),
            "spring.datasource.username", database.username(),
            "spring.datasource.password", database.password(),
            "spring.data.redis.url", redis.url(),
            "dealer-sync.delivery.allow", "127.0.0.1/32");
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    TestTokens.settings().forEach((name, value) -> command.add("--" + name + "=" + value));
    return command;
  }

  private void synchronise(Process service, int run, TlsWebhook webhook) throws Exception {
    TestData data = new TestData(new JdbcTemplate(database.dataSource()));
    if (run == 1) {
      data.products(PRODUCTS);
    }
    String load = "training_%03d".formatted(run);
    data.load("ProductList", load)
        .records(PRODUCTS)
        .loadedAt(LocalDateTime.of(2025, 1, run, 10, 30))
        .dealers(DEALERS, webhook.url(), TlsWebhook.SECRET)
        .insert();
    String body = "{\"processType\":\"ProductList\",\"idCarga\":\"%s\"}".formatted(load);
    HttpResponse<String> answer =
        http.send(
            request(BASE).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IllegalStateException("The start was answered by " + answer.body());
    }
    String state = BASE + "/estado/ProductList";
    await(service, "run " + run, () -> get(state).body().contains("\"lockActivo\":false"));
    for (String page : List.of("", "/dealers", "/entregas", "/procesos")) {
      get(BASE + page);
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + TestTokens.token())
        .header("Content-Type", "application/json");
  }

  private static void await(Process service, String what, Callable<Boolean> isSo) {
    Awaitility.await(what)
        .pollInSameThread()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(IOException.class)
        .failFast("It ended: see target/training.log", () -> !service.isAlive())
        .until(isSo);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
