package com.dealersync.probe;

import com.dealersync.delivery.WebhookProbe;
import com.dealersync.delivery.WebhookProbes;
import java.io.Console;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.info.ProjectInfoAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/**
 * The jar as a command for whoever programs a receiver: plays the service against it, with the
 * service's settings for deliveries, and needs no database, no Redis and no port.
 */
// No @Configuration, or the service would find it, too.
@ImportAutoConfiguration(ProjectInfoAutoConfiguration.class)
@ConfigurationPropertiesScan(basePackageClasses = WebhookProbes.class)
@Import(WebhookProbes.class)
public class ProbeApplication {
  /** The receiver does all that it must. */
  public static final int CONFORMS = 0;

  /** It was reached and does not do all of it. */
  public static final int DOES_NOT_CONFORM = 1;

  /** It could not be tried. */
  public static final int NOT_TRIED = 2;

  /** Names the variable of the environment that holds the receiver's secret. */
  public static final String SECRET = "WEBHOOK_SECRET";

  private static final String ARGUMENT = "dealer-sync.probar";

  /** As long as deliveries do. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  /** Whether these arguments ask for it. */
  public static boolean isWanted(String... args) {
    for (String arg : args) {
      if (arg.equals("--" + ARGUMENT) || arg.startsWith("--" + ARGUMENT + "=")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tries the receiver, says on the standard output what it found, and returns.
   *
   * @return {@link #CONFORMS}, {@link #DOES_NOT_CONFORM} or {@link #NOT_TRIED}
   */
  public static int run(String... args) {
    return run(System.getenv(), System.out, args);
  }

  static int run(Map<String, String> environment, PrintStream out, String... args) {
    String secret = secret(environment);
    if (secret == null || secret.isBlank()) {
      out.printf(
          "Falta el secreto del receptor: póngalo en la variable de entorno %s. No se acepta como"
              + " argumento, porque cualquiera lo vería en la lista de procesos.%n",
          SECRET);
      return NOT_TRIED;
    }
    try (ConfigurableApplicationContext context = started(args)) {
      Environment settings = context.getEnvironment();
      Clock clock = Clock.system(ZoneId.of(settings.getRequiredProperty("dealer-sync.zone")));
      String url = settings.getProperty(ARGUMENT, "");
      if (url.isBlank()) {
        out.printf("Falta la URL del receptor: --%s=https://…%n", ARGUMENT);
        return NOT_TRIED;
      }
      try (WebhookProbe probe = context.getBean(WebhookProbes.class).of(url, PATIENCE)) {
        Report report = new Report(out, probe, new Way(probe, clock));
        return report.of(new Examination(probe, secret, new Messages(clock)));
      }
    } catch (RuntimeException e) {
      // The JVM would end with 1, which says that the receiver was tried.
      out.printf(
          "No se pudo probar: %s%n", NestedExceptionUtils.getMostSpecificCause(e).getMessage());
      return NOT_TRIED;
    }
  }

  private static ConfigurableApplicationContext started(String... args) {
    return new SpringApplicationBuilder(ProbeApplication.class)
        .web(WebApplicationType.NONE)
        .logStartupInfo(false)
        // What it sees is its own output.
        .properties("logging.level.root=off")
        .run(args);
  }

  // Before Java 22 there is none where nobody types.
  @SuppressWarnings("SystemConsoleNull")
  private static @Nullable String secret(Map<String, String> environment) {
    String given = environment.get(SECRET);
    Console console = System.console();
    if (given != null || console == null) {
      return given;
    }
    char[] typed = console.readPassword("Secreto del receptor: ");
    return typed == null ? null : new String(typed);
  }
}
