package com.dealersync.payload;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.dealersync.catalog.Load;
import com.dealersync.catalog.ProcessType;
import com.dealersync.catalog.Stamp;
import com.dealersync.testing.TestData;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Renders, seals and reads back a content in a JVM that a test gives little memory. */
final class LargeContentRun {

  private LargeContentRun() {}

  /**
   * @param arguments URL, user and password of the database, the load's key, and the query
   */
  public static void main(String[] arguments) {
    ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    DriverManagerDataSource database =
        new DriverManagerDataSource(arguments[0], arguments[1], arguments[2]);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    JdbcTemplate jdbc = new JdbcTemplate(database);
    SealedContents contents = new SealedContents(JdbcClient.create(jdbc), jdbc);
    long load = Long.parseLong(arguments[3]);

    PackedPayload packed =
        PackedPayload.of(
            Objects.requireNonNull(
                transaction.execute(status -> render(jdbc, load, arguments[4]))));
    long bytes = packed.payload().bytes().length;
    seal(transaction, contents, load, packed);
    packed = null;

    Payload read = contents.read(contents.find(load).orElseThrow());
    System.out.println(bytes + " rendered, " + read.bytes().length + " read");
  }

  private static Payload render(JdbcTemplate jdbc, long load, String sql) {
    return new PayloadRenderer(jdbc, Clock.systemUTC())
        .render(
            new ProcessType("Large", "", "lista", sql),
            Load.read(load, "Large", "large", TestData.LOADED, null, null),
            1);
  }

  private static void seal(
      TransactionTemplate transaction, SealedContents contents, long load, PackedPayload packed) {
    transaction.executeWithoutResult(
        status -> contents.seal(load, "Large", packed, null, new Stamp(TestData.LOADED, "tests")));
  }
}
