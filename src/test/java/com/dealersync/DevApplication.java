package com.dealersync;

import com.dealersync.dev.DevEnvironment;
import com.dealersync.dev.InvalidDemoException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service on a developer's machine, with all it needs and something to do: {@code ./mvnw
 * spring-boot:test-run}.
 *
 * <p>Annotated, so that the goal takes this one of the main classes among the tests; as a test
 * component, so that no test gets it by a scan.
 */
@SpringBootApplication(proxyBeanMethods = false)
@TestComponent
public class DevApplication {

  public static void main(String[] args) {
    try {
      run(System.getenv(), args);
    } catch (InvalidDemoException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Returns when it serves; closing the context ends all that it started. */
  public static ConfigurableApplicationContext run(Map<String, String> variables, String... args) {
    DevEnvironment environment = DevEnvironment.started(variables);
    try {
      SpringApplication application = new SpringApplication(DealerSyncApplication.class);
      application.setAdditionalProfiles("dev");
      // It hands out tokens to whoever asks, so it is not for the network.
      application.setDefaultProperties(Map.of("server.address", "127.0.0.1"));
      application.addInitializers(environment);
      return application.run(args);
    } catch (RuntimeException | Error e) {
      environment.close();
      throw e;
    }
  }
}
