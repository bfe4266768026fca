package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.deliver;
import static com.dealersync.delivery.Deliveries.groups;
import static com.dealersync.delivery.Deliveries.local;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy that others have written, where it is installed. */
@Timeout(60)
class TinyproxyTests {
  private static final String[] ONE_ATTEMPT = {"retry.delays", "", "retry.tail-pass", "false"};

  @TempDir Path directory;
  private Process tinyproxy;
  private Receiver dealer;
  private int port;

  @BeforeEach
  void start() throws IOException {
    Path program = find();
    dealer = Receiver.confirming();
    port = freePort();
    Path settings = directory.resolve("tinyproxy.conf");
    Files.writeString(
        settings,
        """
        Port %d
        Listen 127.0.0.1
        Timeout 30
        MaxClients 50
        BasicAuth envios cl4ve
        ConnectPort %d
        ConnectPort 1
        """
            .formatted(port, dealer.port()));
    tinyproxy =
        new ProcessBuilder(program.toString(), "-d", "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(20)).until(this::listens);
  }

  @AfterEach
  void stop() throws Exception {
    if (tinyproxy != null) {
      tinyproxy.destroyForcibly().waitFor();
      dealer.close();
    }
  }

  @Test
  void opensTunnelsForTheRightPassword() {
    String[] urls =
        IntStream.range(0, 20).mapToObj(i -> dealer.url("/w" + i)).toArray(String[]::new);

    assertThat(deliver(through("cl4ve"), groups(urls)).settlements())
        .hasSize(20)
        .allMatch(Settlement.Confirmed.class::isInstance);
    assertThat(dealer.received())
        .hasSize(20)
        .noneMatch(it -> it.headers().containsKey("proxy-authorization"))
        .noneMatch(it -> it.headers().containsKey("via"));
  }

  @Test
  void refusesWithoutItAndSaysSo() throws Exception {
    assertThat(reason("otra", dealer.url("/"))).isEqualTo(ProxyReason.UNAUTHORISED.text(401));
    assertThat(dealer.received()).isEmpty();
  }

  @Test
  void saysWhatItCannotReachOrMayNot() throws Exception {
    assertThat(reason("cl4ve", "http://127.0.0.1:1/"))
        .isEqualTo(ProxyReason.CANNOT_REACH.text(500));
    try (Receiver elsewhere = Receiver.confirming()) {
      assertThat(reason("cl4ve", elsewhere.url("/"))).isEqualTo(ProxyReason.FORBIDDEN.text(403));
    }
  }

  private String reason(String password, String url) {
    return ((Settlement.Failed) deliver(through(password), groups(url)).settlements().getFirst())
        .reason();
  }

  private DeliveryProperties through(String password) {
    return local(
        Stream.concat(
                Stream.of(ONE_ATTEMPT),
                Stream.of(
                    "proxy.url",
                    "http://127.0.0.1:" + port,
                    "proxy.username",
                    "envios",
                    "proxy.password",
                    password))
            .toArray(String[]::new));
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  private static Path find() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "tinyproxy"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(
            () ->
                abort(
                    "There is no tinyproxy on this machine; Debian's package tinyproxy-bin has"
                        + " it."));
  }
}
