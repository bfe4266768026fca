package com.dealersync;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/** What operators must set, because no address and no secret has a default. */
final class RequiredSettings {

  private static final String RESOURCE_SERVER = "spring.security.oauth2.resourceserver.jwt.";
  private static final String JWT = "dealer-sync.security.jwt.";
  private static final String POLL = "poll-interval-in-seconds";
  private static final String MULTIPLICAND = "server-timeout-poll-interval-multiplicand";
  private static final String WAIT = "interrupt-jobs-await-duration-on-stop";
  private static final String TLS = "spring.ssl.bundle.pem.web.keystore.";
  private static final String REDIS = "spring.data.redis.";

  private final Environment environment;
  private final Binder binder;

  RequiredSettings(Environment environment, Binder binder) {
    this.environment = environment;
    this.binder = binder;
  }

  /** One message for each that is missing or contradicts another. */
  List<String> complaints() {
    List<String> problems = new ArrayList<>();
    checkDatabase(problems);
    checkRedis(problems);
    checkTokens(problems);
    checkTls(problems);
    checkZone(problems);
    checkStop(problems);
    return problems;
  }

  private void checkDatabase(List<String> problems) {
    require(
        problems,
        "spring.datasource.url",
        "la dirección de la base de datos, Oracle o PostgreSQL",
        "jdbc:oracle:thin:@//db.ejemplo.com:1521/SERVICIO");
    requirePrefix(problems, "spring.datasource.url", "jdbc:");
    require(problems, "spring.datasource.username", "el usuario de la base de datos", "dealersync");
    require(problems, "spring.datasource.password", "su contraseña", "<contraseña>");
  }

  private void checkRedis(List<String> problems) {
    if (!isSet(REDIS + "url")
        && !isSet(REDIS + "host")
        && !isListed(REDIS + "cluster.nodes")
        && !(isSet(REDIS + "sentinel.master") && isListed(REDIS + "sentinel.nodes"))) {
      problems.add(
          missing(
              REDIS + "url",
              "la dirección de Redis (o sentinel.master y sentinel.nodes, o cluster.nodes)",
              "redis://redis.ejemplo.com:6379"));
    }
    requirePrefix(problems, REDIS + "url", "redis://", "rediss://");
  }

  private void checkTokens(List<String> problems) {
    boolean keysElsewhere =
        Stream.of("issuer-uri", "jwk-set-uri", "public-key-location")
            .anyMatch(name -> isSet(RESOURCE_SERVER + name));
    boolean secret = isSet(JWT + "secret");
    if (!secret && !keysElsewhere) {
      problems.add(
          missing(
              JWT + "secret",
              "la clave HS256 de los tokens (o %sissuer-uri, o jwk-set-uri)"
                  .formatted(RESOURCE_SERVER),
              "<32 bytes o más; p. ej. lo que da: openssl rand -base64 48>"));
    }
    if (secret && keysElsewhere) {
      problems.add("%ssecret sobra: las claves ya vienen de %s*".formatted(JWT, RESOURCE_SERVER));
    }
    require(problems, JWT + "issuer", "quién emite los tokens (iss)", "https://sso.ejemplo.com");
    require(problems, JWT + "audience", "para quién son los tokens (aud)", "dealer-sync");
  }

  private void checkTls(List<String> problems) {
    if (environment.acceptsProfiles(Profiles.of("tls"))) {
      require(
          problems,
          TLS + "certificate",
          "el archivo PEM con la cadena de certificados, por el perfil tls",
          "/etc/dealer-sync/tls.crt");
      require(
          problems,
          TLS + "private-key",
          "el archivo PEM con su clave privada (PKCS#8)",
          "/etc/dealer-sync/tls.key");
    }
  }

  private void checkZone(List<String> problems) {
    String zone = environment.getProperty("dealer-sync.zone", "");
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      problems.add("dealer-sync.zone no es una zona horaria: '%s'".formatted(zone));
    }
  }

  /**
   * A stopping node that waits for its jobs sends no heartbeat. The wait must end before other
   * nodes take it for dead.
   */
  private void checkStop(List<String> problems) {
    String server = "jobrunr.background-job-server.";
    int poll = environment.getRequiredProperty(server + POLL, Integer.class);
    int multiplicand = environment.getRequiredProperty(server + MULTIPLICAND, Integer.class);
    Duration wait = binder.bind(server + WAIT, Duration.class).get();
    Duration limit = Duration.ofSeconds((long) poll * (multiplicand - 1));
    if (wait.compareTo(limit) >= 0) {
      problems.add(
          "%s%s (%s) debe ser menor que %s × (%s − 1), que son %s"
              .formatted(server, WAIT, wait, POLL, MULTIPLICAND, limit));
    }
  }

  private void require(List<String> problems, String name, String what, String example) {
    if (!isSet(name)) {
      problems.add(missing(name, what, example));
    }
  }

  /** The message does not contain the value, which may include a password. */
  private void requirePrefix(List<String> problems, String name, String... prefixes) {
    String value = environment.getProperty(name);
    if (StringUtils.hasText(value) && Stream.of(prefixes).noneMatch(value::startsWith)) {
      problems.add("%s debe empezar con %s".formatted(name, String.join(" o ", prefixes)));
    }
  }

  private static String missing(String name, String what, String example) {
    return "Falta %s: %s.%n    Ejemplo: %s=%s".formatted(name, what, name, example);
  }

  private boolean isSet(String name) {
    return StringUtils.hasText(environment.getProperty(name));
  }

  private boolean isListed(String name) {
    return binder.bind(name, Bindable.listOf(String.class)).isBound();
  }
}
