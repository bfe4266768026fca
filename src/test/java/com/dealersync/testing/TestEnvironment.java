package com.dealersync.testing;

import com.dealersync.testing.oracle.OracleDouble;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Gives each Spring context a database, a Redis and token settings of its own. What a test sets by
 * {@code @DynamicPropertySource} or {@code properties} wins over it.
 */
public final class TestEnvironment
    implements ApplicationContextInitializer<GenericApplicationContext> {

  private final TestDatabase database;
  private final String redisUrl;

  /** Everything fresh. */
  public TestEnvironment() {
    this(TestDatabase.fresh(), SharedRedis.INSTANCE.freshUrl());
  }

  /** For nodes that share a database and a Redis. */
  public TestEnvironment(TestDatabase database, String redisUrl) {
    this.database = database;
    this.redisUrl = redisUrl;
  }

  @Override
  public void initialize(GenericApplicationContext context) {
    Map<String, Object> settings = new HashMap<>();
    settings.putAll(database.settings());
    settings.putAll(TestTokens.settings());
    settings.put("spring.data.redis.url", redisUrl);
    // Tests ask for more than a caller may.
    settings.put("dealer-sync.limits.post-per-minute", "off");
    settings.put("dealer-sync.limits.get-per-minute", "off");
    settings.put("dealer-sync.limits.event-streams", "off");
    // The catalogs of tests grow and shrink as they like.
    settings.put("dealer-sync.guard.most-lost", "off");
    if (database.kind() == DatabaseKind.H2) {
      settings.putAll(H2Server.likeOracle(context, database));
      settings.putAll(behindOjdbc(context, database));
    }
    context
        .getEnvironment()
        .getPropertySources()
        .addBefore(
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
            new MapPropertySource("test environment", settings));
    context.registerBean(TestData.class);
  }

  private static Map<String, Object> behindOjdbc(
      GenericApplicationContext context, TestDatabase database) {
    context.registerBean(
        OracleDouble.class,
        () ->
            new OracleDouble(
                database.dataSource(), "jdbc:oracle:thin:@//127.0.0.1/" + database.name()));
    context.registerBean(ByteLengths.class);
    // On a connection of its own: Flyway's bookkeeping there is in H2's dialect.
    return Map.of(
        "spring.flyway.url", database.url(),
        "spring.flyway.user", database.username(),
        "spring.flyway.password", database.password());
  }
}
