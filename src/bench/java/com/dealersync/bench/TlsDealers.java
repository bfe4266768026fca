package com.dealersync.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A {@link TlsReceiver} at work. */
final class TlsDealers implements Closeable {
  private static final Path TRUST_STORE = Path.of("target", "bench", "dealers.p12");

  private final Process process;
  private final BufferedReader said;
  private final int port;

  /**
   * What happened since the last one was taken.
   *
   * @param p95 when 95 % of the answers had been given
   */
  record Report(int handshakes, int resumed, int served, Duration p95) {
    double resumedShare() {
      return handshakes == 0 ? 0 : (double) resumed / handshakes;
    }
  }

  private TlsDealers(Process process) throws IOException {
    this.process = process;
    said = new BufferedReader(new InputStreamReader(process.getInputStream()));
    port = Integer.parseInt(line());
  }

  /** So many that answer, and so many that never do. */
  static TlsDealers started(int dealers, int silent) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Dio.netty.noUnsafe=true");
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), TlsReceiver.class.getName()));
    command.addAll(
        List.of(Integer.toString(dealers), Integer.toString(silent), TRUST_STORE.toString()));
    try {
      Files.createDirectories(TRUST_STORE.getParent());
      return new TlsDealers(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of a JVM that trusts their authority and no other. */
  Map<String, String> trust() {
    return Map.of(
        "javax.net.ssl.trustStore",
        TRUST_STORE.toString(),
        "javax.net.ssl.trustStorePassword",
        TlsCertificates.PASSWORD);
  }

  String url(int n) {
    return "https://" + DealerNames.dealer(n) + ":" + port + "/webhook/" + n;
  }

  String silentUrl(int n) {
    return "https://" + DealerNames.silent(n) + ":" + port + "/webhook/" + n;
  }

  Report takeReport() {
    try {
      process.outputWriter().write("\n");
      process.outputWriter().flush();
      String[] words = line().split(" ");
      return new Report(
          Integer.parseInt(words[0]),
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Duration.ofNanos(Long.parseLong(words[3])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processor time that its side has taken so far. */
  Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
  }

  private String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IllegalStateException("The receiver ended");
    }
    return line;
  }
}
