package com.dealersync.chaos;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The server process of a PostgreSQL, which ends in more ways than a stop. Not thread-safe. */
final class Postmaster {

  /** How it ends. */
  enum Ending {
    /** Its sessions are told, and their transactions rolled back: {@code pg_ctl -m fast}. */
    FAST("INT"),
    /** Its sessions are dropped, and it recovers when it starts: {@code pg_ctl -m immediate}. */
    IMMEDIATE("QUIT"),
    /** It is killed; its sessions notice and end, and it recovers when it starts. */
    KILLED("KILL");

    private final String signal;

    Ending(String signal) {
      this.signal = signal;
    }
  }

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration OFTEN = Duration.ofMillis(20);

  private final List<String> command;
  private final Path log;
  private final DataSource probe;
  private @Nullable ChildProcess process;

  private Postmaster(List<String> command, Path log, DataSource probe) {
    this.command = command;
    this.log = log;
    this.probe = probe;
  }

  /**
   * Makes the data, and starts nothing.
   *
   * @param settings of the server
   * @param probe whose connections prove that it is up
   */
  static Postmaster of(Path data, Map<String, String> settings, Path log, DataSource probe) {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(List.of(executable(data), "-D", data.toString()));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return new Postmaster(command, log, probe);
  }

  /** Of the server that the library unpacks, and starts once to make the data. */
  private static String executable(Path data) {
    try (EmbeddedPostgres once =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start()) {
      long pid =
          Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
      return ProcessHandle.of(pid).flatMap(server -> server.info().command()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it accepts connections. */
  void start() {
    await("PostgreSQL")
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(OFTEN)
        .until(this::isUp);
  }

  /** One that was killed may not start before its last session has noticed. */
  private boolean isUp() {
    if (process == null || !process.isAlive()) {
      process = ChildProcess.start(command, Map.of(), log);
      return false;
    }
    try (var connection = probe.getConnection()) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** Returns when it is gone. */
  void end(Ending how) {
    ChildProcess ending = process;
    process = null;
    if (ending != null) {
      ending.signal(how.signal);
      ending.awaitEnd();
    }
  }
}
