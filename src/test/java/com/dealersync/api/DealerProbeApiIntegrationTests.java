package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import com.dealersync.testing.DealerServer;
import com.dealersync.testing.TestData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class DealerProbeApiIntegrationTests {

  private static final String DEALERS = Api.BASE + "/dealers/";

  @Autowired ApiClient api;
  @Autowired Scene scene;
  @Autowired TestData data;

  private DealerServer dealers;

  @BeforeEach
  void clear() {
    scene.clear();
    dealers = DealerServer.started();
    dealers.answerWith(request -> new DealerServer.Answer(422, "{}"));
  }

  @AfterEach
  void stop() {
    dealers.close();
  }

  @Test
  void sendsOneMessageThatIsNoDeliveryAndNotesAboutWhichDealer() {
    data.load("ProductList", "20250107_001")
        .dealer("BAC-PROBED", dealers.url() + "/hook?clave=geheim", "secreto-uno")
        .insert();

    Answer answer = api.post(DEALERS + "BAC-PROBED/comprobar", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("geheim", "secreto-uno");
    assertThat(dealers.received()).hasSize(1);
    assertThat(api.get(Api.BASE + "/").at("/data/total").asInt()).isZero();
    Answer entry = probes();
    assertThat(entry.at("/data/elementos/0/bac").asText()).isEqualTo("BAC-PROBED");
    assertThat(entry.at("/data/elementos/0/processType").asText()).isEqualTo("ProductList");
    assertThat(entry.at("/data/elementos/0/idCarga").asText()).isEqualTo("20250107_001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"OTHER", "%20", "a%00b", "%F0%9F%9A%97"})
  void notesNothingOfADealerThatNobodyKnows(String bac) {
    data.load("ProductList", "20250107_001")
        .dealer("BAC001", dealers.url() + "/hook", "secreto-uno")
        .insert();
    int before = probes().at("/data/total").asInt();

    Answer answer = api.post(DEALERS + bac + "/comprobar", "");

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.at("/success").asBoolean(true)).isFalse();
    assertThat(dealers.received()).isEmpty();
    assertThat(probes().at("/data/total").asInt()).isEqualTo(before);
  }

  @Test
  void saysThatADealerHasNoWebhook() {
    data.load("ProductList", "20250107_001").dealer("BAC-NO-URL", null, "secreto-uno").insert();

    Answer answer = api.post(DEALERS + "BAC-NO-URL/comprobar", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("El dealer no tiene webhook.");
    assertThat(probes().at("/data/elementos/0/bac").asText()).isEqualTo("BAC-NO-URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Otro", "productlist", "%20", "..%2f", "a%00b"})
  void hasNoSchemaOfAProcessTypeThatIsNotConfigured(String processType) {
    Answer answer = api.get(Api.BASE + "/procesos/" + processType + "/esquema");

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.at("/success").asBoolean(true)).isFalse();
    assertThat(answer.at("/message").asText()).isNotBlank();
  }

  private Answer probes() {
    return api.get(Api.BASE + "/auditoria?accion=COMPROBAR&size=1");
  }
}
