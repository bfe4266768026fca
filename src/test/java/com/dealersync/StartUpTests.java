package com.dealersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dealersync.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

/** Starts the service as an operator would, and reads what it says. */
@ExtendWith(OutputCaptureExtension.class)
@Tag("slow")
class StartUpTests {

  private static final Pattern ENTRY = Pattern.compile("(?m)^(?=\\d{4}-\\d{2}-\\d{2}T)");

  private static final List<String> COMPLETE =
      List.of(
          "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
          "--spring.datasource.username=dealersync",
          "--spring.datasource.password=unused",
          "--spring.data.redis.url=redis://127.0.0.1:1",
          "--dealer-sync.security.jwt.secret=0123456789abcdef0123456789abcdef",
          "--dealer-sync.security.jwt.issuer=https://issuer.test",
          "--dealer-sync.security.jwt.audience=dealer-sync");

  @Test
  void namesAllThatIsMissingWithAnExampleAndTheDevelopmentStart(CapturedOutput output) {
    refusesToStart();

    assertThat(printed(output))
        .containsSubsequence(
            "APPLICATION FAILED TO START",
            "dealer-sync no puede arrancar con esta configuración:",
            "Falta spring.datasource.url",
            "Ejemplo: spring.datasource.url=jdbc:oracle:thin:@//",
            "Falta spring.datasource.username",
            "Falta spring.datasource.password",
            "Falta spring.data.redis.url",
            "Ejemplo: spring.data.redis.url=redis://",
            "Falta dealer-sync.security.jwt.secret",
            "openssl rand",
            "Falta dealer-sync.security.jwt.issuer",
            "Falta dealer-sync.security.jwt.audience",
            "./mvnw spring-boot:test-run")
        .doesNotContain("Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring.datasource.url",
        "spring.datasource.username",
        "spring.datasource.password",
        "spring.data.redis.url",
        "dealer-sync.security.jwt.secret",
        "dealer-sync.security.jwt.issuer",
        "dealer-sync.security.jwt.audience"
      })
  void namesTheOneThatIsMissing(String name, CapturedOutput output) {
    refusesToStart(without(name));

    assertThat(printed(output)).containsOnlyOnce("Falta ").contains("Falta " + name + ":");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dealer-sync.security.jwt.secret=0123456789abcdef0123456789abcde |"
            + " dealer-sync.security.jwt.secret debe tener 32 bytes o más; tiene 31",
        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1 |"
            + " dealer-sync.security.jwt.secret sobra",
        "spring.datasource.url=postgres://u:oculta@127.0.0.1/x | spring.datasource.url debe empezar"
            + " con jdbc:",
        "spring.data.redis.url=http://:oculta@127.0.0.1 | spring.data.redis.url debe empezar con"
            + " redis:// o rediss://",
        "dealer-sync.security.jwt.secret= | Falta dealer-sync.security.jwt.secret",
        "dealer-sync.lock.renew-every=300s | dealer-sync.lock.renew-every (PT5M) debe ser mayor que"
            + " cero y menor que la mitad de dealer-sync.lock.ttl (PT10M)",
        "dealer-sync.lock.ttl=soon | dealer-sync.lock.ttl no puede ser 'soon'",
        "dealer-sync.delivery.parallelism=0 | dealer-sync.delivery.parallelism",
        "dealer-sync.database.read-timeout=0s | dealer-sync.database.read-timeout debe estar entre"
            + " 1s y 1h; es PT0S",
        "dealer-sync.watchdog.adopt-every=0s | dealer-sync.watchdog.adopt-every debe ser mayor que"
            + " cero; es PT0S",
        "dealer-sync.zone=America/Nowhere | dealer-sync.zone no es una zona horaria:"
            + " 'America/Nowhere'",
        "dealer-sync.procesos.Otro.descripcion=Otro | Falta dealer-sync.procesos.Otro.lista",
        "dealer-sync.procesos.ProductList.sql=delete from CO_GM_LISTAPRODUCTOS |"
            + " dealer-sync.procesos.ProductList.sql debe ser una sola consulta SELECT"
      })
  void saysWhatIsWrongWithASetting(String setting, String message, CapturedOutput output) {
    refusesToStart(with("--" + setting));

    assertThat(printed(output))
        .contains("  - " + message)
        .containsOnlyOnce("  - ")
        .doesNotContain("Exception", "0123456789abcdef", "oculta");
  }

  @Test
  void namesTheFilesThatTheProfileTlsNeeds(CapturedOutput output) {
    refusesToStart(with("--spring.profiles.active=tls"));

    assertThat(printed(output))
        .contains(
            "Falta spring.ssl.bundle.pem.web.keystore.certificate",
            "Falta spring.ssl.bundle.pem.web.keystore.private-key")
        .doesNotContain("Exception");
  }

  @Test
  void namesEveryKindOfTroubleInOneMessage(CapturedOutput output) {
    List<String> arguments = without("spring.data.redis.url");
    arguments.addAll(
        List.of(
            "--dealer-sync.lock.renew-every=10m",
            "--dealer-sync.procesos.Uno.lista=uno",
            "--dealer-sync.procesos.Dos.lista=dos",
            "--dealer-sync.delivery.per-origin=-1"));

    refusesToStart(arguments);

    assertThat(printed(output))
        .containsOnlyOnce("APPLICATION FAILED TO START")
        .contains(
            "Falta spring.data.redis.url",
            "dealer-sync.lock.renew-every (PT10M)",
            "Falta dealer-sync.procesos.Uno.descripcion",
            "Falta dealer-sync.procesos.Dos.descripcion",
            "dealer-sync.delivery.per-origin");
  }

  static Stream<List<String>> otherAddressesOfRedis() {
    return Stream.of(
        List.of("--spring.data.redis.host=127.0.0.1"),
        List.of("--spring.data.redis.cluster.nodes=127.0.0.1:1"),
        List.of(
            "--spring.data.redis.sentinel.master=m",
            "--spring.data.redis.sentinel.nodes[0]=127.0.0.1:1"));
  }

  @ParameterizedTest
  @MethodSource("otherAddressesOfRedis")
  void takesEachFormOfARedisAddress(List<String> address, CapturedOutput output) {
    List<String> arguments = without("spring.data.redis.url");
    arguments.addAll(address);
    arguments.add("--dealer-sync.zone=");

    refusesToStart(arguments);

    assertThat(printed(output))
        .contains("dealer-sync.zone")
        .doesNotContain("Falta spring.data.redis");
  }

  @Test
  void takesKeysFromAKeyServerInsteadOfASecret(CapturedOutput output) {
    List<String> arguments = without("dealer-sync.security.jwt.secret");
    arguments.add("--spring.security.oauth2.resourceserver.jwt.issuer-uri=https://issuer.test");
    arguments.add("--dealer-sync.zone=");

    refusesToStart(arguments);

    assertThat(printed(output)).contains("dealer-sync.zone").doesNotContain("Falta ");
  }

  @Test
  void namesTheProcessTypeWhoseQueryTheDatabaseRefuses(CapturedOutput output) {
    TestDatabase database = TestDatabase.fresh();
    refusesToStart(
        with(
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--spring.flyway.locations=" + database.migrations(),
            "--spring.flyway.url=" + database.url(),
            "--spring.flyway.user=" + database.username(),
            "--spring.flyway.password=" + database.password(),
            "--jobrunr.background-job-server.enabled=false",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--dealer-sync.procesos.Roto.descripcion=Roto",
            "--dealer-sync.procesos.Roto.lista=lista",
            "--dealer-sync.procesos.Roto.sql=select x from NO_SUCH_TABLE"));

    assertThat(printed(output))
        .contains(
            "La consulta de dealer-sync.procesos.Roto.sql no se puede ejecutar",
            "Corrija la definición en dealer-sync.procesos");
  }

  @Test
  void saysWhatToSetWhereTheSchemaHasOtherTables(CapturedOutput output) {
    TestDatabase database = TestDatabase.fresh();
    new JdbcTemplate(database.dataSource()).execute("create table OTHERS (ID integer)");

    refusesToStart(
        with(
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--spring.flyway.locations=" + database.migrations(),
            "--jobrunr.background-job-server.enabled=false",
            "--server.port=0",
            "--server.address=127.0.0.1"));

    assertThat(printed(output))
        .contains(
            "APPLICATION FAILED TO START",
            "El esquema de la base de datos ya tiene tablas",
            "spring.flyway.baseline-on-migrate=true",
            "spring.flyway.baseline-version=1",
            "spring.flyway.baseline-version=0")
        .doesNotContain("\tat ");
  }

  private static void refusesToStart(List<String> arguments) {
    SpringApplication application = new SpringApplication(DealerSyncApplication.class);
    assertThatThrownBy(() -> application.run(arguments.toArray(String[]::new))).isNotNull();
  }

  private static void refusesToStart() {
    refusesToStart(List.of());
  }

  private static List<String> without(String name) {
    List<String> rest = new ArrayList<>(COMPLETE);
    rest.removeIf(argument -> argument.startsWith("--" + name + "="));
    return rest;
  }

  /** A later argument wins over an earlier one. */
  private static List<String> with(String... more) {
    List<String> names = Stream.of(more).map(a -> a.substring(0, a.indexOf('=') + 1)).toList();
    List<String> all = new ArrayList<>(COMPLETE);
    all.removeIf(argument -> names.stream().anyMatch(argument::startsWith));
    all.addAll(List.of(more));
    return all;
  }

  /** By this start: the contexts of other tests are kept alive, and print, too. */
  private static String printed(CapturedOutput output) {
    return ENTRY
        .splitAsStream(output.getOut())
        .filter(entry -> entry.contains(" main] "))
        .collect(Collectors.joining());
  }
}
