package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The signed messages that dealers check their receivers with. */
class VectorsTests {
  private static final Path FILE = Path.of("src", "docs", "receivers", "vectors.json");
  private static final Path LIBRARIES = Path.of("target", "standardwebhooks").toAbsolutePath();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BASE64 = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String TEXT = "ñandú-secreto";
  private static final long SIGNED = 1_767_208_434;
  private static final String BODY =
      """
      {"procesodetalle":[{"eventoCargaProcesoId":24,"proceso":"ProductList",\
      "fechaCarga":"2025-12-31T13:13:54","idCarga":"productlist_31122025_1313","registros":1,\
      "webhooksTotales":47}],"listaProductos":[{"nombreProducto":"2026 BUICK Envisión",\
      "pais":"México","nombreModelo":"Envision","anioModelo":2026,"modeloInteres":"BUENV012026",\
      "marcaNegocio":"BUICK","nombreLocal":null,"definicionVehiculo":"2026 BUICK Envision"}]}""";

  @Test
  void theFileHoldsWhatIsSignedToday() throws Exception {
    var printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    String expected = JSON.writer(printer).writeValueAsString(vectors()) + "\n";
    Path kept = Files.createDirectories(Path.of("target", "docs")).resolve("vectors.json");
    Files.writeString(kept, expected);

    assertThat(FILE).as("what it ought to be is in %s", kept).exists();
    assertThat(Files.readString(FILE)).as("see %s", kept).isEqualTo(expected);
  }

  @Test
  void theLibraryForJavaSignsTheSame() throws Exception {
    for (JsonNode vector : JSON.readTree(FILE.toFile())) {
      String signed =
          new Webhook("whsec_" + vector.get("key").asText())
              .sign(
                  vector.at("/headers/webhook-id").asText(),
                  vector.at("/headers/webhook-timestamp").asLong(),
                  vector.get("body").asText());
      boolean matches =
          List.of(vector.at("/headers/webhook-signature").asText().split(" ")).contains(signed);
      boolean inTime =
          Math.abs(vector.get("now").asLong() - vector.at("/headers/webhook-timestamp").asLong())
              <= 300;
      assertThat(matches && inTime).as("%s", vector).isEqualTo(vector.get("valid").asBoolean());
    }
  }

  static Stream<Arguments> libraries() {
    return Stream.of(
        Arguments.of(
            "Python",
            "python3 -m pip install --target target/standardwebhooks standardwebhooks",
            List.of("python3", "-c", "import standardwebhooks"),
            List.of("python3", "src/test/receivers/vectors.py", FILE.toString())),
        Arguments.of(
            "JavaScript",
            "npm install --prefix target/standardwebhooks standardwebhooks",
            List.of("node", "-e", "require('standardwebhooks')"),
            List.of("node", "src/test/receivers/vectors.cjs", FILE.toString())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("libraries")
  void thePublishedLibraryAgrees(
      String language, String installation, List<String> test, List<String> verify)
      throws Exception {
    assumeTrue(run(test) == null, () -> "Not installed, so not tested: " + installation);

    assertThat(run(verify)).isNull();
  }

  /** Null if it ends well, else what it said. */
  private static @Nullable String run(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PYTHONPATH", LIBRARIES.toString(), (a, b) -> b + ":" + a);
    builder.environment().put("NODE_PATH", LIBRARIES.resolve("node_modules").toString());
    try {
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? null : output + command;
    } catch (java.io.IOException e) {
      return "There is no " + command.getFirst();
    }
  }

  private static List<Map<String, Object>> vectors() {
    List<Map<String, Object>> all = new ArrayList<>();
    String right = sign(BASE64, SIGNED);
    all.add(vector("a base64 secret", BASE64, right, BODY, SIGNED, true));
    all.add(vector("a secret of text", TEXT, sign(TEXT, SIGNED), BODY, SIGNED, true));
    all.add(
        vector(
            "two signatures, the second with this secret",
            BASE64,
            sign(OTHER, SIGNED) + " " + right,
            BODY,
            SIGNED,
            true));
    all.add(
        vector(
            "a signature of another version beside it",
            BASE64,
            "v1a,bm90IGZvciB1cw== " + right,
            BODY,
            SIGNED,
            true));
    all.add(vector("as late as it may be", BASE64, right, BODY, SIGNED + 299, true));
    all.add(vector("too old", BASE64, right, BODY, SIGNED + 301, false));
    all.add(vector("from the future", BASE64, right, BODY, SIGNED - 301, false));
    all.add(vector("another secret", BASE64, sign(OTHER, SIGNED), BODY, SIGNED, false));
    all.add(
        vector(
            "a changed body",
            BASE64,
            right,
            BODY.replace("\"registros\":1", "\"registros\":2"),
            SIGNED,
            false));
    all.add(
        vector(
            "the right bytes under another version",
            BASE64,
            "v2," + right.substring(3),
            BODY,
            SIGNED,
            false));
    return all;
  }

  private static Map<String, Object> vector(
      String name, String secret, String signature, String body, long now, boolean valid) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", "msg_24");
    headers.put("webhook-timestamp", Long.toString(SIGNED));
    headers.put("webhook-signature", signature);
    Map<String, Object> vector = new LinkedHashMap<>();
    vector.put("name", name);
    vector.put("secret", secret);
    vector.put("key", Base64.getEncoder().encodeToString(WebhookSecret.key(secret)));
    vector.put("headers", headers);
    vector.put("body", body);
    vector.put("now", now);
    vector.put("valid", valid);
    return vector;
  }

  private static String sign(String secret, long timestamp) {
    return Signature.of(secret, "msg_24", timestamp, BODY.getBytes(StandardCharsets.UTF_8));
  }
}
