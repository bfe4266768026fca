package com.dealersync.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.dealersync.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

/** Whoever moves the servlet moves the rules with it. */
@SecurityTest
@ActiveProfiles("dev")
@TestPropertySource(properties = "spring.mvc.servlet.path=/x")
class ServletPathIntegrationTests {

  private static final String API = "/x/api/v1/gm/dealer-sync/batch-sincronizacion-procesos";

  @LocalServerPort int port;

  @ParameterizedTest
  @CsvSource({"POST, ''", "POST, /1/cancelar", "DELETE, /limpiar-locks"})
  void asksForTheScopeOfACallBelowAServletPath(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + API + path))
            .header("Authorization", "Bearer " + TestTokens.token("ana", "sync.read"))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString("{}"))
            .build();

    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(403);
  }
}
