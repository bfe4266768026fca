package com.dealersync.testing;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The databases the tests know; the build runs those tagged {@code database} on each of them. */
public enum DatabaseKind {
  H2(H2Server::database),
  POSTGRESQL(PostgresqlServer::database),
  ORACLE(OracleServer::database);

  private final Function<String, TestDatabase> create;
  private final AtomicInteger created = new AtomicInteger();

  DatabaseKind(Function<String, TestDatabase> create) {
    this.create = create;
  }

  /** The one in the system property {@code dealer-sync.test.database}, else H2. */
  public static DatabaseKind current() {
    return valueOf(System.getProperty("dealer-sync.test.database", "h2").toUpperCase(Locale.ROOT));
  }

  TestDatabase fresh() {
    return create.apply("test" + created.incrementAndGet());
  }
}
