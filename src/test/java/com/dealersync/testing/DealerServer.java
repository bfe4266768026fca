package com.dealersync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The webhooks of many dealers on a free port, each at a path of its own. Notes what arrives, in
 * the order of arrival, before it answers. Thread-safe.
 */
public final class DealerServer implements Closeable {

  /** One request. Header names are case-insensitive. */
  public record Received(String path, Map<String, String> headers, byte[] body) {}

  /** What it says in JSON, in that charset. */
  public record Answer(int status, String body, Charset charset) {

    public Answer(int status, String body) {
      this(status, body, StandardCharsets.UTF_8);
    }

    private String contentType() {
      return charset.equals(StandardCharsets.UTF_8)
          ? "application/json"
          : "application/json;charset=" + charset.name();
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final boolean forgetful;
  private volatile Function<Received, Answer> behaviour = DealerServer::confirm;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private DealerServer(HttpServer server, boolean forgetful) {
    this.server = server;
    this.forgetful = forgetful;
  }

  /** Dealers that confirm whatever they get. */
  public static DealerServer started() {
    return started(false);
  }

  /** Dealers that keep nothing of what they get, so that they can get any amount of it. */
  public static DealerServer forgetful(Function<Received, Answer> answers) {
    DealerServer dealers = started(true);
    dealers.answerWith(answers);
    return dealers;
  }

  private static DealerServer started(boolean forgetful) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
      DealerServer dealers = new DealerServer(http, forgetful);
      http.setExecutor(dealers.threads);
      http.createContext("/", dealers::serve);
      http.start();
      return dealers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public void forget() {
    received.clear();
  }

  public void answerWith(Function<Received, Answer> answers) {
    behaviour = answers;
  }

  public static Answer confirm(Received request) {
    return new Answer(200, "{\"ackToken\":\"ACK%s\"}".formatted(request.path().replace('/', '-')));
  }

  /** From now on requests arrive, but none is answered before {@link #release()}. */
  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void release() {
    gate.countDown();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      Received request =
          new Received(
              exchange.getRequestURI().getPath(),
              headers,
              exchange.getRequestBody().readAllBytes());
      CountDownLatch mayAnswer = gate;
      if (!forgetful) {
        received.add(request);
      }
      mayAnswer.await();
      Answer answer = behaviour.apply(request);
      byte[] body = answer.body().getBytes(answer.charset());
      exchange.getResponseHeaders().add("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
