package com.dealersync.chaos;

import com.dealersync.chaos.Postmaster.Ending;
import com.dealersync.testing.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
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
  private final int port;
  private final Postmaster server;

  private Database(Path data, Path log, int port) {
    this.data = data;
    this.port = port;
    server =
        Postmaster.of(
            data,
            Map.of(
                "listen_addresses",
                "127.0.0.1",
                "port",
                Integer.toString(port),
                "unix_socket_directories",
                "",
                // The machine does not fail, only the server does: what it has written stays.
                "fsync",
                "off",
                "full_page_writes",
                "off",
                "max_connections",
                Integer.toString(CONNECTIONS),
                "track_commit_timestamp",
                "on",
                "timezone",
                "UTC"),
            log,
            new DriverManagerDataSource(url(port, "postgres", "test"), "postgres", ""));
  }

  /** With an empty schema. */
  static Database started(Path log) {
    try {
      Database database =
          new Database(Files.createTempDirectory("chaos-postgresql"), log, freePort());
      database.server.start();
      JdbcClient admin =
          JdbcClient.create(
              new DriverManagerDataSource(url(database.port, "postgres", "test"), "postgres", ""));
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
    return url(port, NAME, node);
  }

  private static String url(int port, String database, String node) {
    // Unnamed statements only, so that each is readable on the wire.
    return "jdbc:postgresql://127.0.0.1:%d/%s?ApplicationName=%s&sslmode=disable&gssEncMode=disable&prepareThreshold=0"
        .formatted(port, database, node);
  }

  /** Past every proxy. */
  JdbcTemplate sql() {
    return new JdbcTemplate(dataSource("postgres"));
  }

  /** A connection of the test's own, past every proxy. */
  Connection connect() throws SQLException {
    return dataSource("postgres").getConnection();
  }

  TestData data() {
    return new TestData(sql());
  }

  Audit audit() {
    return new Audit(sql());
  }

  /** Its connections are ended and new ones refused. */
  void stop() {
    stop(Ending.FAST);
  }

  void stop(Ending how) {
    server.end(how);
  }

  /** With the data it had; returns when it accepts connections. */
  void start() {
    server.start();
  }

  /** Every session of a node is ended, once; new ones are accepted. */
  void endSessions() {
    sql()
        .execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = '%s'"
                .formatted(USER));
  }

  /** No node has a connection or gets one, until {@link #releaseConnections()}. */
  void exhaustConnections() {
    limitConnections(0);
    endSessions();
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

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
