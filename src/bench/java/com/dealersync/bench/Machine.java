package com.dealersync.bench;

import com.dealersync.testing.DatabaseKind;
import com.dealersync.testing.TestDatabase;
import com.dealersync.testing.TestRedis;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The servers beside the service, on free ports of 127.0.0.1. PostgreSQL is as careful as after a
 * fresh installation: a commit returns when it is on the disk.
 */
final class Machine implements Closeable {
  static final int TLS_DEALERS = 5_000;

  private final EmbeddedPostgres postgresql;
  private final TestRedis redis = TestRedis.started();
  private final Dealers dealers;
  private @Nullable TlsDealers tlsDealers;

  Machine(Dealers dealers) {
    this.dealers = dealers;
    try {
      postgresql =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Dealers dealers() {
    return dealers;
  }

  /** Those over TLS, which only some parts need; the JVM trusts them from then on. */
  TlsDealers tlsDealers() {
    TlsDealers started = tlsDealers;
    if (started == null) {
      started = TlsDealers.started(TLS_DEALERS, TLS_DEALERS / 20);
      tlsDealers = started;
      started.trust().forEach(System::setProperty);
    }
    return started;
  }

  TestDatabase database() {
    return new TestDatabase(
        DatabaseKind.POSTGRESQL,
        "postgres",
        "jdbc:postgresql://127.0.0.1:" + postgresql.getPort() + "/postgres",
        "postgres",
        "postgres");
  }

  String redisUrl() {
    return redis.url();
  }

  @Override
  public void close() {
    dealers.close();
    if (tlsDealers != null) {
      tlsDealers.close();
    }
    redis.close();
    try {
      postgresql.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
