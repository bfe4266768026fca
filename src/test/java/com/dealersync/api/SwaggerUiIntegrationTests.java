package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ApiTest
class SwaggerUiIntegrationTests {

  @Autowired ApiClient api;

  @Test
  void opensWithoutAToken() {
    Answer address = anonymous("/swagger-ui.html");
    assertThat(address.status()).isEqualTo(302);

    Answer page = anonymous(address.header("Location").orElseThrow());

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).hasValue("text/html");
    assertThat(page.body()).contains("swagger-ui");
  }

  @Test
  void showsOurContractAndAsksNobodyElse() {
    Answer settings = anonymous("/v3/api-docs/swagger-config");

    assertThat(settings.at("/url").asText()).isEqualTo("/v3/api-docs");
    assertThat(settings.at("/validatorUrl").asText()).isEmpty();
  }

  @Test
  void letsAPersonAuthoriseWithABearerToken() {
    Answer document = anonymous("/v3/api-docs");

    assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
        .isEqualTo("bearer");
    assertThat(document.at("/security/0").has("bearer")).isTrue();
    assertThat(document.at("/servers/0/url").asText()).isEqualTo("/");
  }

  @Test
  void doesNotOfferWhatExistsInDevelopmentOnly() {
    assertThat(anonymous("/v3/api-docs").at("/paths").properties())
        .isNotEmpty()
        .noneMatch(path -> path.getKey().contains("limpiar-locks"));
  }

  private Answer anonymous(String path) {
    return api.send(api.anonymous("GET", path, BodyPublishers.noBody()));
  }
}
