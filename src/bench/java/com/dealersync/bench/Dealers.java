package com.dealersync.bench;

import com.dealersync.bench.Receiver.Manner;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A {@link Receiver} at work. */
final class Dealers implements Closeable {
  private final Process process;
  private final BufferedReader said;
  private final Map<Manner, List<Integer>> ports = new EnumMap<>(Manner.class);

  private Dealers(Process process) throws IOException {
    this.process = process;
    said = new BufferedReader(new InputStreamReader(process.getInputStream()));
    for (Manner manner : Manner.values()) {
      ports.put(manner, Stream.of(line().split(" ")).map(Integer::valueOf).toList());
    }
  }

  /** With so many ports of these manners and one of each other; each is an origin of its own. */
  static Dealers started(int prompt, int delayed, int dead) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Receiver.class.getName()));
    for (int count : new int[] {prompt, delayed, dead, 1, 1}) {
      command.add(Integer.toString(count));
    }
    try {
      return new Dealers(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the ports of that manner, in turn. */
  int port(Manner manner, int i) {
    List<Integer> all = ports.get(manner);
    return all.get(i % all.size());
  }

  /** The time after which 95 % of the answers since the last call had been given. */
  Duration takeP95() {
    try {
      process.outputWriter().write("\n");
      process.outputWriter().flush();
      return Duration.ofNanos(Long.parseLong(line()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
