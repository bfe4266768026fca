package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.api.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class CorrelationIdIntegrationTests {

  private static final String SIXTY_FOUR =
      "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789._-xyz";

  @Autowired ApiClient api;
  @Autowired Scene scene;

  @ParameterizedTest
  @ValueSource(strings = {"a", "caller-1_A.z", SIXTY_FOUR})
  void keepsTheCallersId(String id) {
    assertThat(get("/procesos", id).header("X-Correlation-Id")).hasValue(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a;b", "ñ", SIXTY_FOUR + "0"})
  void replacesAnIdThatCouldSpoilALine(String id) {
    assertThat(get("/procesos", id).header("X-Correlation-Id"))
        .hasValueSatisfying(own -> assertThat(own).matches("[0-9a-f-]{36}"));
  }

  @Test
  void givesEachRequestAnIdOfItsOwn() {
    assertThat(api.get(Api.BASE + "/procesos").header("X-Correlation-Id"))
        .isPresent()
        .isNotEqualTo(api.get(Api.BASE + "/procesos").header("X-Correlation-Id"));
  }

  @ParameterizedTest
  @CsvSource({"/999, 404", "//procesos, 400", "?size=0, 400", "/%2f, 400", "/nothing, 404"})
  void tellsItWithErrorsToo(String path, int status) {
    Answer answer = get(path, "with-errors");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("X-Correlation-Id")).hasValue("with-errors");
  }

  @Test
  void tellsItToStrangersToo() {
    Answer answer =
        api.send(
            api.anonymous("GET", Api.BASE, BodyPublishers.noBody())
                .setHeader("X-Correlation-Id", "stranger"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("X-Correlation-Id")).hasValue("stranger");
  }

  @Test
  void logsOneLineForEachRequestWithItsId(CapturedOutput output) {
    get("/999?clave=oculta", "log-1");

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(output.getOut()).contains("log-1"));
    assertThat(output.getOut().lines().filter(line -> line.contains("Petición atendida")))
        .singleElement()
        .asString()
        .contains("[log-1")
        .contains("method=GET path=" + Api.BASE + "/999 usuario=- status=404 millis=")
        .doesNotContain("oculta");
  }

  @Test
  void putsItOnEveryLineThatTheRequestLogs(CapturedOutput output) {
    scene.clear();
    scene.productListLoad("correlated");

    Answer answer =
        api.send(
            api.request(
                    "POST",
                    Api.BASE,
                    "{\"processType\": \"ProductList\", \"idCarga\": \"correlated\"}")
                .setHeader("X-Correlation-Id", "log-2"));

    assertThat(answer.status()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(output.getOut()).contains("status=202"));
    assertThat(
            output
                .getOut()
                .lines()
                .filter(line -> line.contains("SyncStarter") || line.contains("HandOver")))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).containsPattern("\\[log-2 [0-9]* ?ProductList ?]"));
  }

  private Answer get(String path, String correlationId) {
    return api.send(
        api.request("GET", Api.BASE + path, null).setHeader("X-Correlation-Id", correlationId));
  }
}
