package com.dealersync.receiver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Receives catalogs from dealer-sync: verifies each message, stores it once and confirms it. Needs
 * nothing but Jackson (jackson-databind), and JSpecify for {@code @Nullable}, which may be left
 * out.
 *
 * <p>To run it: {@code WEBHOOK_SECRET=… PORT=8080 DATA=recibido java -cp … WebhookReceiver.java},
 * behind a server that does TLS.
 *
 * <p>For production replace {@code FileStore}: keep the catalog and the webhook-id in one
 * transaction of your database, with a unique key on the webhook-id.
 */
public final class WebhookReceiver {
  private static final long TOLERANCE_SECONDS = 300;
  private static final int MOST_BYTES = 32 * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] key;
  private final Set<String> processes;
  private final Store store;
  private final InstantSource clock;

  /** What to answer. */
  public record Answer(int status, String json) {}

  /**
   * Where messages are kept. One store is used by one receiver, which calls it one message at a
   * time.
   */
  public interface Store {
    boolean hasStored(String webhookId) throws IOException;

    /** The head of the catalog that is kept of that process; null if none is. */
    @Nullable JsonNode newest(String process) throws IOException;

    /** Replaces the catalog of that process. */
    void keep(String process, JsonNode head, byte[] body) throws IOException;

    void noteStored(String webhookId) throws IOException;
  }

  /**
   * @param secret as the dealer has registered it
   * @param processes those that this receiver takes
   */
  public WebhookReceiver(String secret, Set<String> processes, Store store, InstantSource clock) {
    key =
        secret.startsWith("whsec_")
            ? Base64.getDecoder().decode(secret.substring("whsec_".length()))
            : secret.getBytes(StandardCharsets.UTF_8);
    this.processes = processes;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Receives one message.
   *
   * @param headers by name, in any case
   * @param body as it came, byte by byte
   */
  public Answer receive(Map<String, String> headers, byte[] body) throws IOException {
    Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    named.putAll(headers);
    String id = named.getOrDefault("webhook-id", "");
    if (!isGenuine(
        id,
        named.getOrDefault("webhook-timestamp", ""),
        named.getOrDefault("webhook-signature", ""),
        body)) {
      return new Answer(401, "{\"error\":\"La firma o la hora no son válidas\"}");
    }
    JsonNode head = head(body);
    if (head == null) {
      return new Answer(400, "{\"error\":\"Falta procesodetalle\"}");
    }
    if (!processes.contains(head.path("proceso").asText())) {
      return new Answer(422, "{\"error\":\"Proceso no soportado\"}");
    }
    storeOnce(id, head, body);
    return new Answer(200, "{\"ackToken\":\"" + token(id) + "\"}");
  }

  private boolean isGenuine(String id, String timestamp, String signatures, byte[] body) {
    if (id.isEmpty() || !timestamp.matches("[0-9]{1,12}")) {
      return false;
    }
    long age = clock.instant().getEpochSecond() - Long.parseLong(timestamp);
    if (Math.abs(age) > TOLERANCE_SECONDS) {
      return false;
    }
    byte[] expected = ("v1," + sign(id, timestamp, body)).getBytes(StandardCharsets.UTF_8);
    for (String signature : signatures.split(" ", -1)) {
      if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
        return true;
      }
    }
    return false;
  }

  private String sign(String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void storeOnce(String id, JsonNode head, byte[] body) throws IOException {
    if (store.hasStored(id)) {
      return;
    }
    String process = head.path("proceso").asText();
    JsonNode newest = store.newest(process);
    // A message that was long on its way must not undo a newer one; it is confirmed all the same.
    if (newest == null || order(head).compareTo(order(newest)) >= 0) {
      store.keep(process, head, body);
    }
    // Last: after a crash in between, the repeat stores the same catalog again.
    store.noteStored(id);
  }

  /** Greater for a newer load. */
  private static String order(JsonNode head) {
    return "%s %019d"
        .formatted(head.path("fechaCarga").asText(""), head.path("eventoCargaProcesoId").asLong());
  }

  /** The same message always has the same token. */
  private static String token(String id) {
    return "ACK-" + sha256(id).substring(0, 32);
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable JsonNode head(byte[] body) {
    try {
      JsonNode head = JSON.readTree(body).path("procesodetalle").path(0);
      return head.isObject() ? head : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Keeps each catalog in a file of its own, and an empty file for each message. */
  private record FileStore(Path directory) implements Store {

    @Override
    public boolean hasStored(String webhookId) {
      return Files.exists(mark(webhookId));
    }

    @Override
    public @Nullable JsonNode newest(String process) throws IOException {
      Path catalog = directory.resolve(process + ".json");
      return Files.exists(catalog) ? head(Files.readAllBytes(catalog)) : null;
    }

    @Override
    public void keep(String process, JsonNode head, byte[] body) throws IOException {
      write(directory.resolve(process + ".json"), body);
    }

    @Override
    public void noteStored(String webhookId) throws IOException {
      write(mark(webhookId), new byte[0]);
    }

    private Path mark(String webhookId) {
      return directory.resolve(sha256(webhookId) + ".id");
    }

    /** All of it or nothing, also if this process is killed. */
    private void write(Path file, byte[] content) throws IOException {
      Path written = Files.write(Files.createTempFile(directory, "parte", ".tmp"), content);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  public static void main(String[] args) throws IOException {
    Path directory = Path.of(System.getenv().getOrDefault("DATA", "recibido"));
    Files.createDirectories(directory);
    WebhookReceiver receiver =
        new WebhookReceiver(
            Objects.requireNonNull(System.getenv("WEBHOOK_SECRET"), "WEBHOOK_SECRET is not set"),
            Set.of("ProductList", "CampaignList"),
            new FileStore(directory),
            InstantSource.system());
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8080"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> serve(receiver, exchange));
    server.start();
  }

  private static Answer answer(WebhookReceiver receiver, Map<String, String> headers, byte[] body) {
    if (body.length > MOST_BYTES) {
      return new Answer(413, "{\"error\":\"Mensaje demasiado grande\"}");
    }
    try {
      return receiver.receive(headers, body);
    } catch (IOException | RuntimeException e) {
      // dealer-sync sends it again.
      e.printStackTrace();
      return new Answer(500, "{\"error\":\"Error interno\"}");
    }
  }

  private static void serve(WebhookReceiver receiver, HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
      Map<String, String> headers = new TreeMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      Answer answer = answer(receiver, headers, body);
      byte[] json = answer.json().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), json.length);
      exchange.getResponseBody().write(json);
    }
  }
}
