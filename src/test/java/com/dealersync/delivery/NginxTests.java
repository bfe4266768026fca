package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.fanOut;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.plan;
import static com.dealersync.delivery.Deliveries.properties;
import static com.dealersync.delivery.Deliveries.webhooks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.dealersync.payload.Payload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before many a dealer's application. Left out where it is not installed. */
@Timeout(120)
class NginxTests {

  /** By the name of a server, what it does beside confirming by the id of the message. */
  private static final Map<String, String> SERVERS =
      Map.of(
          "plain", "",
          "closing", "keepalive_timeout 0;",
          "short", "keepalive_requests 3; keepalive_timeout 1s;",
          "lingering", "keepalive_timeout 0; lingering_close always;",
          "small", "client_max_body_size 1k;",
          "gzip", "gzip on; gzip_min_length 1; gzip_proxied any; gzip_types application/json;");

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(20);

  @TempDir static Path directory;
  private static Certificates certificates;
  private static Receiver backend;
  private static Process nginx;
  private static final Map<String, Integer> PORTS = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    Path program =
        Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeThat(program).as("nginx is installed").isNotNull();
    certificates = Certificates.issue();
    backend = Receiver.answering(NginxTests::answerAsInTheNineties);
    for (String name : SERVERS.keySet()) {
      PORTS.put(name, freePort());
    }
    PORTS.put("proxied", freePort());
    PORTS.put("tls", freePort());
    Files.writeString(directory.resolve("munich.pem"), certificates.pem("munich"));
    Files.writeString(directory.resolve("nginx.conf"), configuration());
    nginx =
        new ProcessBuilder(
                program.toString(),
                "-p",
                directory.toString(),
                "-e",
                directory.resolve("error.log").toString(),
                "-c",
                directory.resolve("nginx.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out.log").toFile())
            .start();
    Awaitility.await().atMost(STARTS_WITHIN).until(() -> accepts(PORTS.get("tls")));
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.destroy();
      nginx.waitFor(10, TimeUnit.SECONDS);
    }
    if (backend != null) {
      backend.close();
    }
  }

  /** The breaker opens at the first failure, and there is one attempt. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "closing", "short", "lingering", "gzip"})
  void everyDeliveryIsConfirmedAtTheFirstAttempt(String server) {
    List<WebhookGroup> groups = groups(urls(server, 60));

    List<Settlement> settled = deliver(PAYLOAD, groups);

    assertThat(settled).hasSize(60).allMatch(it -> it.attempts() == 1);
    assertThat(settled)
        .allSatisfy(
            it ->
                assertThat(it)
                    .isInstanceOfSatisfying(
                        Settlement.Confirmed.class,
                        c -> assertThat(c.token()).isEqualTo(c.group().webhookId())));
  }

  @Test
  void whatIsTooLargeIsSaidSoAndNotSentAgain() {
    Payload large = new Payload(new byte[10_000_000], 0);

    assertThat(deliver(large, groups(urls("small", 1))))
        .singleElement()
        .isInstanceOfSatisfying(
            Settlement.Failed.class,
            it -> {
              assertThat(it.reason()).startsWith(StatusReason.TOO_LARGE.text(413).substring(0, 40));
              assertThat(it.attempts()).isEqualTo(1);
            });
  }

  @Test
  void aWholeVendorFitsIntoTheHeadThatItTakes() {
    String url = urls("plain", 1)[0];
    List<WebhookGroup> vendor =
        plan(24, IntStream.range(0, 1_500).mapToObj(i -> dealer(100_000 + i, url)).toList())
            .groups();

    assertThat(deliver(PAYLOAD, vendor))
        .singleElement()
        .isInstanceOf(Settlement.Confirmed.class)
        .satisfies(it -> assertThat(it.group().dealers()).hasSize(1_500));
  }

  @Test
  void anApplicationBehindItMaySpeakAnOldHttp() {
    assertThat(deliver(PAYLOAD, groups(urls("proxied", 20))))
        .hasSize(20)
        .allSatisfy(
            it ->
                assertThat(it)
                    .isInstanceOfSatisfying(
                        Settlement.Confirmed.class,
                        c -> assertThat(c.token()).isEqualTo(c.group().webhookId())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://münchen.test/", "https://xn--mnchen-3ya.test/"})
  void itIsAskedForANameWithAnUmlautInAscii(String url) throws Exception {
    Recording recording = new Recording();
    try (FanOut fanOut =
        fanOut(
            properties("retry.delays", "", "retry.tail-pass", "false"),
            Dials.to(PORTS.get("tls"))
                .answeringAll("93.184.215.14")
                .network(certificates.trusted()))) {
      fanOut.deliver(PAYLOAD, webhooks(groups(url)), recording, Instant::now);
    }

    assertThat(recording.settlements())
        .singleElement()
        .isInstanceOfSatisfying(
            Settlement.Confirmed.class,
            it -> assertThat(it.token()).isEqualTo("xn--mnchen-3ya.test"));
  }

  private static String configuration() {
    StringBuilder servers = new StringBuilder();
    SERVERS.forEach(
        (name, settings) ->
            servers.append(
                server(
                    PORTS.get(name) + ";",
                    settings,
                    "return 200 '{\"ackToken\":\"$http_webhook_id\"}';")));
    servers.append(
        server(
            PORTS.get("proxied") + ";",
            "",
            "proxy_pass http://127.0.0.1:%d;".formatted(backend.port())));
    servers.append(
        server(
            PORTS.get("tls") + " ssl;",
            "ssl_certificate munich.pem; ssl_certificate_key munich.pem;",
            "return 200 '{\"ackToken\":\"$ssl_server_name\"}';"));
    return """
    daemon off;
    master_process off;
    pid nginx.pid;
    events {}
    http {
      access_log off;
      default_type application/json;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      %s
    }
    """
        .formatted(servers);
  }

  private static String server(String listen, String settings, String answer) {
    return "server { listen 127.0.0.1:%s %s location / { %s } }\n"
        .formatted(listen, settings, answer);
  }

  /** No length, no keep-alive: the end of the connection is the end of the answer. */
  private static void answerAsInTheNineties(Receiver.Received request, Socket socket)
      throws IOException {
    socket
        .getOutputStream()
        .write(
            "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{\"ackToken\":\"%s\"}"
                .formatted(request.header("webhook-id"))
                .getBytes(StandardCharsets.US_ASCII));
    socket.close();
  }

  private static List<Settlement> deliver(Payload payload, List<WebhookGroup> groups) {
    Recording recording = new Recording();
    try (FanOut fanOut =
        fanOut(
            local(
                "parallelism", "8",
                "per-origin", "8",
                "breaker.consecutive-failures", "1",
                "retry.delays", "",
                "retry.tail-pass", "false"))) {
      fanOut.deliver(payload, webhooks(groups), recording, Instant::now);
    }
    return recording.settlements();
  }

  private static String[] urls(String server, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "http://127.0.0.1:%d/w%d".formatted(PORTS.get(server), i))
        .toArray(String[]::new);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
