package com.dealersync.dev;

import com.dealersync.testing.H2Server;
import com.dealersync.testing.TestDatabase;
import com.dealersync.testing.TestRedis;
import java.io.Closeable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The servers that a development start brings along and the settings that lead to them, all on free
 * ports of 127.0.0.1. They end with the Spring context that they are given to, and Redis also with
 * the JVM, however that ends; who gives them to none must close them.
 */
public final class DevEnvironment
    implements ApplicationContextInitializer<GenericApplicationContext>, Closeable {

  private final TestDatabase database = H2Server.database("dev-" + UUID.randomUUID());
  private final DevTokens tokens = new DevTokens();
  private final List<Product> products;
  private final DemoDealers dealers;
  private final TestRedis redis;

  private DevEnvironment(List<Product> products, DemoDealers dealers, TestRedis redis) {
    this.products = products;
    this.dealers = dealers;
    this.redis = redis;
  }

  /**
   * With everything that must answer before the service starts.
   *
   * @param variables of which {@code DEMO_CATALOGO}, a CSV file of vehicles in place of the made-up
   *     products, and {@code DEMO_DEALERS}, 1–100,000, count; both may be absent
   * @throws InvalidDemoException if one of them makes no sense; nothing runs then
   */
  public static DevEnvironment started(Map<String, String> variables) {
    DemoSettings demo = DemoSettings.of(variables);
    DemoDealers dealers = DemoDealers.started(demo.dealers());
    try {
      return new DevEnvironment(demo.products(), dealers, TestRedis.started());
    } catch (RuntimeException | Error e) {
      dealers.close();
      throw e;
    }
  }

  @Override
  public void initialize(GenericApplicationContext context) {
    Map<String, Object> settings = new HashMap<>();
    settings.putAll(database.settings());
    settings.putAll(H2Server.likeOracle(context, database));
    settings.putAll(tokens.settings());
    settings.put("spring.data.redis.url", redis.url());
    settings.put("dealer-sync.delivery.allow", "127.0.0.1/32");
    settings.putAll(DevCertificate.settings(context.getEnvironment()));
    settings.put("dealer-sync.console.development-token", true);
    addBelowCommandLine(
        context.getEnvironment().getPropertySources(),
        new MapPropertySource("development start", settings));
    context.registerBean(DevEnvironment.class, () -> this);
    context.registerBean(DevConfiguration.class);
    // Made before all other beans, so that it ends after all that use it.
    context.addBeanFactoryPostProcessor(beans -> beans.getBean(DevEnvironment.class));
  }

  List<Product> products() {
    return products;
  }

  DemoDealers dealers() {
    return dealers;
  }

  DevTokens tokens() {
    return tokens;
  }

  @Override
  public void close() {
    dealers.close();
    redis.close();
  }

  private static void addBelowCommandLine(
      MutablePropertySources sources, PropertySource<?> settings) {
    if (sources.contains(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME)) {
      sources.addAfter(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME, settings);
    } else {
      sources.addFirst(settings);
    }
  }
}
