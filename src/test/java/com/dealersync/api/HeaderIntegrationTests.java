package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.api.ApiClient.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What answers tell browsers to refuse, and what they tell nobody. */
@ApiTest
class HeaderIntegrationTests {

  private static final String NOTHING =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String OWN_SCRIPTS =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  @Autowired ApiClient api;

  @ParameterizedTest
  @CsvSource({
    Api.BASE + "/procesos, true, 200",
    Api.BASE + "/999999999, true, 404",
    Api.BASE + "?size=0, true, 400",
    Api.BASE + "/procesos, false, 401",
    "/nothing, true, 404",
    "/actuator/health, false, 200",
    "/v3/api-docs, false, 200",
    "/swagger-ui/index.html, false, 200",
    "/swagger-ui/swagger-ui-bundle.js, false, 200",
    "/swagger-ui/nothing, false, 404"
  })
  void areTheSameOnEveryAnswer(String path, boolean token, int status) {
    Answer answer =
        api.send(
            token
                ? api.request("GET", path, null)
                : api.anonymous("GET", path, BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Security-Policy"))
        .hasValue(path.startsWith("/swagger-ui/") ? OWN_SCRIPTS : NOTHING);
    assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.header("X-Frame-Options")).hasValue("DENY");
    assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
    assertThat(answer.header("Permissions-Policy")).isPresent();
    assertThat(answer.response().headers().map())
        .doesNotContainKeys("server", "x-powered-by", "set-cookie", "via");
  }
}
