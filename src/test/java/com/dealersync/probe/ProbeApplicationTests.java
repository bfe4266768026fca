package com.dealersync.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.DealerServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The command that tries a receiver, and the receivers that are given away. */
class ProbeApplicationTests {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String LOCAL = "--dealer-sync.delivery.allow=127.0.0.1/32";

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();

  /** The command turns the log off, which is the whole JVM's. */
  @AfterEach
  void logAgain() {
    root.setLevel(before);
  }

  private record Said(int code, String text) {

    List<String> failed() {
      return Stream.of(Check.values())
          .map(Check::title)
          .filter(title -> text.contains("❌ " + title))
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachReceiverThatIsGivenAwayConforms(Sample sample) throws Exception {
    assumeTrue(sample.isInstalled(), () -> sample + " cannot run on this machine: not tested");
    try (Sample.Running receiver = sample.start(SECRET)) {
      Said said = probe(receiver.url(), SECRET, LOCAL);

      assertThat(said.text()).contains("Cumple: 9 de 9.").doesNotContain("❌");
      assertThat(said.code()).isEqualTo(ProbeApplication.CONFORMS);
      try (Stream<Path> files = Files.list(receiver.directory())) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .contains("ProductList.json")
            // A valid one, two at once and one with two signatures: each stored once.
            .filteredOn(name -> name.endsWith(".id"))
            .hasSize(3);
      }
    }
  }

  @Test
  void tellsAReceiverThatTakesEverythingWhatItMustRefuse() {
    try (DealerServer dealers = DealerServer.started()) {
      Said said = probe(dealers.url() + "/hook", SECRET, LOCAL);

      assertThat(said.code()).isEqualTo(ProbeApplication.DOES_NOT_CONFORM);
      assertThat(said.failed())
          .containsExactly(
              Check.STRANGER.title(),
              Check.UNSIGNED.title(),
              Check.OLD.title(),
              Check.UNKNOWN.title(),
              Check.LARGE.title());
      assertThat(said.text())
          .contains("debe  " + Check.OLD.must())
          .contains("hizo  HTTP 200 con el token «ACK-hook»")
          .contains("No cumple: falla en 5 de 9.");
    }
  }

  @Test
  void tellsAReceiverThatRefusesEverythingWhatItMustTake() {
    try (DealerServer dealers = DealerServer.started()) {
      dealers.answerWith(request -> new Answer(401, "{}"));

      Said said = probe(dealers.url(), SECRET, LOCAL);

      assertThat(said.failed())
          .containsExactly(
              Check.VALID.title(),
              Check.REPEATED.title(),
              Check.AT_ONCE.title(),
              Check.ROTATED.title(),
              Check.UNKNOWN.title(),
              Check.LARGE.title());
    }
  }

  @Test
  void doesNotTakeANewTokenForARepeatedOne() {
    try (DealerServer dealers = DealerServer.started()) {
      dealers.answerWith(
          request -> new Answer(200, "{\"ackToken\":\"" + System.nanoTime() + "\"}"));

      assertThat(probe(dealers.url(), SECRET, LOCAL).failed())
          .contains(Check.REPEATED.title(), Check.AT_ONCE.title());
    }
  }

  @Test
  void goesNowhereADeliveryWouldNotAndSaysHowToAllowIt() {
    try (DealerServer dealers = DealerServer.started()) {
      Said said = probe(dealers.url(), SECRET);

      assertThat(said.code()).isEqualTo(ProbeApplication.NOT_TRIED);
      assertThat(said.text())
          .contains("❌ Dirección", "La URL del webhook no es https")
          .contains("--dealer-sync.delivery.allow=127.0.0.1\n")
          .contains("ningún mensaje tuvo respuesta");
      assertThat(dealers.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://dealer.example:9999/hook, dealer.example",
    "'https://[::1]/hook', ::1",
    "https://10.0.0.5/hook, 10.0.0.5"
  })
  void saysWhatWouldAllowAnAddress(String url, String allowed) {
    Said said = probe(url, SECRET);

    assertThat(said.code()).isEqualTo(ProbeApplication.NOT_TRIED);
    assertThat(said.text())
        .contains("❌ Dirección", "--dealer-sync.delivery.allow=" + allowed + "\n");
    assertThat(
            probe("http://127.0.0.1:1/", SECRET, "--dealer-sync.delivery.allow=" + allowed).text())
        .contains("Prueba de http://127.0.0.1:1/");
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
  void showsNoSecretThatAReceiverGivesAway(String shown) {
    try (DealerServer dealers = DealerServer.started()) {
      dealers.answerWith(request -> new Answer(200, "{\"ackToken\":\"A" + shown + "\"}"));
      Said confirmed = probe(dealers.url() + "/?clave=geheim", SECRET, LOCAL);
      dealers.answerWith(request -> new Answer(500, "{\"error\":\"" + shown + "\"}"));
      Said failed = probe(dealers.url() + "/?clave=geheim", SECRET, LOCAL);

      assertThat(confirmed.text()).contains("el token contiene el secreto", "«A***»");
      assertThat(failed.text()).contains("HTTP 500", "{\"error\":\"***\"}");
      assertThat(confirmed.text() + failed.text())
          .doesNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "geheim");
    }
  }

  @Test
  void saysWhyAnAnswerIsNoConfirmation() {
    try (DealerServer dealers = DealerServer.started()) {
      dealers.answerWith(request -> new Answer(302, ""));

      assertThat(probe(dealers.url(), SECRET, LOCAL).text())
          .containsOnlyOnce("redirec")
          .contains("No cumple: falla en 9 de 9.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, a b, 'dealer-sync.delivery.allow: ''a b'' no es un nombre'",
    "'', a.example, Falta la URL del receptor"
  })
  void endsAsNotTriedWhereItIsCalledWrongly(String url, String allowed, String why) {
    Said said = probe(url, SECRET, "--dealer-sync.delivery.allow=" + allowed);

    assertThat(said.text()).contains(why);
    assertThat(said.code()).isEqualTo(ProbeApplication.NOT_TRIED);
  }

  @Test
  void saysThatNobodyListens() {
    Said said = probe("http://127.0.0.1:1/hook", SECRET, LOCAL);

    assertThat(said.code()).isEqualTo(ProbeApplication.NOT_TRIED);
    assertThat(said.text()).contains("✅ Búsqueda", "❌ Conexión").doesNotContain("delivery.allow");
  }

  @Test
  void takesTheSecretFromTheEnvironmentOnly() {
    Said said = probe("http://127.0.0.1:1/hook", null, LOCAL, "--WEBHOOK_SECRET=" + SECRET);

    assertThat(said.code()).isEqualTo(ProbeApplication.NOT_TRIED);
    assertThat(said.text()).contains("WEBHOOK_SECRET").doesNotContain("Conexión");
  }

  @Test
  void isAskedForByItsArgument() {
    assertThat(ProbeApplication.isWanted("--dealer-sync.probar=https://a.example")).isTrue();
    assertThat(ProbeApplication.isWanted("--dealer-sync.probar")).isTrue();
    assertThat(ProbeApplication.isWanted("--dealer-sync.probarlo=1", "--server.port=0")).isFalse();
  }

  private static Said probe(String url, String secret, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        ProbeApplication.run(
            secret == null ? Map.of() : Map.of("WEBHOOK_SECRET", secret),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            Stream.concat(Stream.of("--dealer-sync.probar=" + url), Stream.of(arguments))
                .toArray(String[]::new));
    return new Said(code, out.toString(StandardCharsets.UTF_8));
  }
}
