package com.dealersync.chaos;

import com.dealersync.testing.Guard;
import com.dealersync.testing.TestData;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of its own, which a test may stop, start with the same data, and run out of
 * connections. Not thread-safe.
 */
final class Database implements AutoCloseable {

  static final String USER = "dealersync";
  private static final String NAME = "dealersync";
  private static final int CONNECTIONS = 120;

  private final Path data;
  private final Path log;
  private final int port;
  private EmbeddedPostgres server;
  private Guard guard;

  private Database(Path data, Path log, int port) {
    this.data = data;
    this.log = log;
    this.port = port;
    server = run();
    guard = guard();
  }

  /** With an empty schema. */
  static Database started(Path log) {
    try {
      Database database =
          new Database(Files.createTempDirectory("chaos-postgresql"), log, freePort());
      JdbcClient admin = JdbcClient.create(database.server.getPostgresDatabase());
      admin.sql("create role " + USER + " login").update();
      admin.sql("create database " + NAME + " owner " + USER).update();
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  /** How a node that has this port in place of the server's gets here. */
  static String url(int port, String node) {
    // Unnamed statements only, so that each is readable on the wire.
    return "jdbc:postgresql://127.0.0.1:%d/%s?ApplicationName=%s&sslmode=disable&gssEncMode=disable&prepareThreshold=0"
        .formatted(port, NAME, node);
  }

  /** Past every proxy. */
  JdbcTemplate sql() {
    return new JdbcTemplate(dataSource("postgres"));
  }

  TestData data() {
    return new TestData(sql());
  }

  Audit audit() {
    return new Audit(sql());
  }

  /** Its connections are ended and new ones refused. */
  void stop() {
    try {
      guard.close();
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With the data it had. */
  void start() {
    server = run();
    guard = guard();
  }

  /** No node has a connection or gets one, until {@link #releaseConnections()}. */
  void exhaustConnections() {
    limitConnections(0);
    sql()
        .execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'"
                .formatted(USER));
  }

  void releaseConnections() {
    limitConnections(-1);
  }

  private void limitConnections(int most) {
    sql().execute("alter role %s connection limit %d".formatted(USER, most));
  }

  @Override
  public void close() {
    stop();
    FileSystemUtils.deleteRecursively(data.toFile());
  }

  private DataSource dataSource(String user) {
    return new DriverManagerDataSource(url(port, "test"), user, "");
  }

  private EmbeddedPostgres run() {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("fsync", "off")
          .setServerConfig("full_page_writes", "off")
          .setServerConfig("max_connections", Integer.toString(CONNECTIONS))
          .setServerConfig("track_commit_timestamp", "on")
          .setServerConfig("timezone", "UTC")
          .setOutputRedirector(Redirect.appendTo(log.toFile()))
          .setErrorRedirector(Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Guard guard() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
      return Guard.over(Long.parseLong(pid.strip()), "QUIT");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
