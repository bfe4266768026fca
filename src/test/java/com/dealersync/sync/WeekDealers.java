package com.dealersync.sync;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dealers that answer by a clock that a test sets. Most are always there. Of the others each is
 * down once, or for good. Thread-safe.
 */
final class WeekDealers implements Closeable {

  private static final Pattern ID_CARGA = Pattern.compile("\"idCarga\":\"([^\"]+)\"");
  private static final int HEALTHY_TOGETHER = 100;

  /** How a dealer that is down answers. */
  enum Fault {
    ERROR,
    BUSY,
    CLOSES,
    /** Nothing listens at its address. */
    REFUSES
  }

  /** From and until when it is down. */
  record Outage(Instant from, Instant until, Fault fault) {

    boolean isAt(Instant time) {
      return !time.isBefore(from) && time.isBefore(until);
    }
  }

  /** What a dealer got, in the order of arrival. */
  record Received(String bac, String idCarga, int content, boolean confirmed) {}

  private record Dealer(String bac, HttpServer server, Optional<Outage> outage) {

    boolean isDownAt(Instant time) {
      return outage.filter(it -> it.isAt(time)).isPresent();
    }

    String url() {
      return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), bac);
    }
  }

  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Dealer> dealers = new LinkedHashMap<>();
  private final Queue<Received> received = new ConcurrentLinkedQueue<>();
  private final List<String> goneForGood = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();

  WeekDealers(
      InstantSource clock, RandomGenerator random, int count, Instant begin, Duration longest) {
    this.clock = clock;
    HttpServer shared = null;
    for (int i = 0; i < count; i++) {
      String bac = "BAC%04d".formatted(i);
      Optional<Outage> outage = outage(i, random, begin, longest);
      if (outage.filter(it -> it.until().equals(Instant.MAX)).isPresent()) {
        goneForGood.add(bac);
      }
      boolean apart = outage.isPresent();
      if (!apart && (shared == null || i % HEALTHY_TOGETHER == 0)) {
        shared = listening(0);
      }
      dealers.put(bac, new Dealer(bac, apart ? listening(0) : shared, outage));
    }
  }

  /** One in a hundred is down for good, five in a hundred for a while. */
  private static Optional<Outage> outage(
      int i, RandomGenerator random, Instant begin, Duration longest) {
    Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
    if (i % 100 == 50) {
      return Optional.of(new Outage(Instant.MIN, Instant.MAX, fault));
    }
    if (i % 20 != 0) {
      return Optional.empty();
    }
    // Most are down while a load of the first two days goes out.
    Duration days = random.nextBoolean() ? Duration.ofHours(40) : Duration.ofDays(5);
    Instant from = begin.plusSeconds(random.nextLong(days.toSeconds()));
    long lasts = random.nextLong(Duration.ofMinutes(10).toSeconds(), longest.toSeconds());
    return Optional.of(new Outage(from, from.plusSeconds(lasts), fault));
  }

  Map<String, String> urls() {
    Map<String, String> urls = new LinkedHashMap<>();
    dealers.forEach((bac, dealer) -> urls.put(bac, dealer.url()));
    return urls;
  }

  List<String> goneForGood() {
    return goneForGood;
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  /** Closes and opens the ports of those that nothing listens for while they are down. */
  void look() {
    Instant now = clock.instant();
    dealers.replaceAll((bac, dealer) -> opened(dealer, now));
  }

  private Dealer opened(Dealer dealer, Instant now) {
    boolean refuses = dealer.outage().filter(it -> it.fault() == Fault.REFUSES).isPresent();
    if (refuses && dealer.isDownAt(now) && !closed.contains(dealer.bac())) {
      dealer.server().stop(0);
      closed.add(dealer.bac());
    } else if (refuses && !dealer.isDownAt(now) && closed.remove(dealer.bac())) {
      int port = dealer.server().getAddress().getPort();
      return new Dealer(dealer.bac(), listening(port), dealer.outage());
    }
    return dealer;
  }

  private HttpServer listening(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      server.setExecutor(threads);
      server.createContext("/", this::serve);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String bac = exchange.getRequestURI().getPath().substring(1);
      byte[] body = exchange.getRequestBody().readAllBytes();
      Dealer dealer = dealers.get(bac);
      boolean down = dealer.isDownAt(clock.instant());
      received.add(new Received(bac, idCarga(body), Arrays.hashCode(body), !down));
      if (!down) {
        answer(exchange, 200, "{\"ackToken\":\"ACK-%s\"}".formatted(bac));
      } else {
        fail(exchange, dealer.outage().orElseThrow().fault());
      }
    }
  }

  private static void fail(HttpExchange exchange, Fault fault) throws IOException {
    switch (fault) {
      case ERROR -> answer(exchange, 503, "");
      case BUSY -> answer(exchange, 429, "");
      // The connection ends without an answer.
      case CLOSES, REFUSES -> {}
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String idCarga(byte[] body) {
    Matcher found = ID_CARGA.matcher(new String(body, StandardCharsets.UTF_8));
    return found.find() ? found.group(1) : "";
  }

  @Override
  public void close() {
    dealers.values().stream().map(Dealer::server).distinct().forEach(server -> server.stop(0));
    threads.shutdownNow();
  }
}
