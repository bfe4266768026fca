package com.dealersync.chaos;

import com.dealersync.chaos.History.Arrival;
import com.dealersync.chaos.History.Reply;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of all dealers. Each is below {@code /load} and behaves as its load's dealers are
 * told to. Thread-safe.
 */
final class Dealers implements AutoCloseable {

  /** What dealers do with the requests of a load. */
  sealed interface Manner {

    /** They confirm. */
    record Confirming() implements Manner {}

    /** They confirm after that long. */
    record Slow(Duration after) implements Manner {}

    /** Each fails its first requests so, then confirms. */
    record Failing(Failure how, int times) implements Manner {}
  }

  enum Failure {
    /** An HTTP 500. */
    ERROR,
    /** The connection is closed without a reply. */
    CLOSING,
    /** No reply comes before the caller gives up. */
    SILENT
  }

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** Each a port. */
  static final int ORIGINS = 4;

  private final List<HttpServer> origins = new ArrayList<>();
  private final Set<Integer> away = ConcurrentHashMap.newKeySet();
  private final Socket nobody = new Socket();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Arrival> arrivals = new CopyOnWriteArrayList<>();
  private final Map<String, Manner> manners = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
  private final Map<String, Integer> requests = new ConcurrentHashMap<>();
  private final Map<String, Consumer<Integer>> listeners = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Dealers() throws IOException {
    for (int i = 0; i < ORIGINS; i++) {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
      http.setExecutor(threads);
      http.createContext("/", this::serve);
      origins.add(http);
    }
    // Bound and not listening, so that nobody else gets the port meanwhile.
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static Dealers started() {
    try {
      Dealers dealers = new Dealers();
      dealers.origins.forEach(HttpServer::start);
      return dealers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a dealer of a load is. */
  String url(String idCarga, int origin, int number) {
    return url(origins.get(origin).getAddress().getPort(), idCarga, number);
  }

  /** Where no dealer is: the port is closed. */
  String nobodysUrl(String idCarga, int number) {
    return url(nobody.getLocalPort(), idCarga, number);
  }

  private static String url(int port, String idCarga, int number) {
    return "http://127.0.0.1:%d/%s/dealer/%d".formatted(port, idCarga, number);
  }

  /** An origin closes every connection without a reply, until it comes back. */
  void leave(int origin) {
    away.add(origins.get(origin).getAddress().getPort());
  }

  void comeBack(int origin) {
    away.remove(origins.get(origin).getAddress().getPort());
  }

  void behave(String idCarga, Manner manner) {
    manners.put(idCarga, manner);
  }

  /** From now on the load's requests arrive, but none is answered before the release. */
  void hold(String idCarga) {
    gates.put(idCarga, new CountDownLatch(1));
  }

  void release(String idCarga) {
    CountDownLatch gate = gates.remove(idCarga);
    if (gate != null) {
      gate.countDown();
    }
  }

  /** Tells how many requests of the load have arrived, at each, before it is answered. */
  void listen(String idCarga, Consumer<Integer> listener) {
    listeners.put(idCarga, listener);
  }

  /** Of the load, answered or not. */
  int requests(String idCarga) {
    return requests.getOrDefault(idCarga, 0);
  }

  /** How many requests of the load were refused, as they are if they seem not to be of today. */
  long refusals(String idCarga) {
    return arrivals.stream()
        .filter(arrival -> arrival.url().contains("/" + idCarga + "/"))
        .filter(arrival -> arrival.reply() == Reply.REFUSED)
        .count();
  }

  List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  @Override
  public void close() {
    closed.countDown();
    List.copyOf(gates.keySet()).forEach(this::release);
    origins.forEach(origin -> origin.stop(0));
    threads.shutdownNow();
    try {
      nobody.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    Instant at = Instant.now();
    String path = exchange.getRequestURI().getPath();
    String idCarga = path.split("/")[1];
    byte[] body = exchange.getRequestBody().readAllBytes();
    int count = requests.merge(idCarga, 1, Integer::sum);
    try (exchange) {
      CountDownLatch gate = gates.get(idCarga);
      listeners.getOrDefault(idCarga, n -> {}).accept(count);
      if (gate != null) {
        gate.await();
      }
      int nth = requests.merge(path, 1, Integer::sum);
      if (isStale(exchange, at)) {
        note(exchange, at, answer(exchange, 401, "{}"), body, Reply.REFUSED, null);
        return;
      }
      if (away.contains(exchange.getLocalAddress().getPort())) {
        fail(exchange, at, body, Failure.CLOSING);
        return;
      }
      switch (manners.getOrDefault(idCarga, new Manner.Confirming())) {
        case Manner.Failing(Failure how, int times) when nth <= times ->
            fail(exchange, at, body, how);
        case Manner.Slow(Duration after) -> {
          closed.await(after.toMillis(), TimeUnit.MILLISECONDS);
          confirm(exchange, at, body);
        }
        case Manner.Confirming confirming -> confirm(exchange, at, body);
        case Manner.Failing over -> confirm(exchange, at, body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As Standard Webhooks has its receivers refuse what may be an old message played again. */
  private static boolean isStale(HttpExchange exchange, Instant now) {
    String seconds = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    Instant stamped = Instant.ofEpochSecond(Long.parseLong(seconds));
    return Duration.between(stamped, now).abs().compareTo(TOLERANCE) > 0;
  }

  private void confirm(HttpExchange exchange, Instant at, byte[] body) {
    String token = "ACK" + HexFormat.of().toHexDigits(System.nanoTime());
    Instant answered = answer(exchange, 200, "{\"ackToken\":\"%s\"}".formatted(token));
    note(exchange, at, answered, body, Reply.CONFIRMED, token);
  }

  private void fail(HttpExchange exchange, Instant at, byte[] body, Failure how)
      throws InterruptedException {
    switch (how) {
      case ERROR -> note(exchange, at, answer(exchange, 500, "{}"), body, Reply.REFUSED, null);
      case CLOSING -> note(exchange, at, null, body, Reply.NONE, null);
      case SILENT -> {
        note(exchange, at, null, body, Reply.NONE, null);
        closed.await(20, TimeUnit.SECONDS);
      }
    }
  }

  /** When it was written; null if the caller was gone. */
  private static @Nullable Instant answer(HttpExchange exchange, int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().close();
      return Instant.now();
    } catch (IOException gone) {
      return null;
    }
  }

  private void note(
      HttpExchange exchange,
      Instant at,
      @Nullable Instant answered,
      byte[] body,
      Reply reply,
      @Nullable String token) {
    var headers = exchange.getRequestHeaders();
    String trace = headers.getFirst("traceparent");
    String path = exchange.getRequestURI().getPath();
    arrivals.add(
        new Arrival(
            at,
            answered,
            "http://127.0.0.1:" + exchange.getLocalAddress().getPort() + path,
            bacs(headers.getOrDefault("X-GM-Dealers", List.of())),
            headers.getFirst("webhook-id"),
            trace.split("-")[1],
            sha256(body),
            reply,
            token));
  }

  private static Set<String> bacs(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .map(String::strip)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
