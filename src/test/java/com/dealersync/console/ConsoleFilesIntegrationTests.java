package com.dealersync.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

/** The page as it comes over the wire. */
@ConsoleTest
class ConsoleFilesIntegrationTests {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Autowired IdentityProvider provider;
  @LocalServerPort int port;

  @Test
  void isAtConsolaWithAndWithoutASlash() throws Exception {
    HttpResponse<String> page = get("/consola");
    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/consola/");

    assertThat(get("/consola/").body()).contains("<title>Consola · dealer-sync</title>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/consola",
        "/consola/",
        "/consola/js/main.js",
        "/consola/config.json",
        "/consola/no"
      })
  void livesUnderAPolicyThatLetsNothingInFromElsewhere(String path) throws Exception {
    String policy = get(path).headers().firstValue("Content-Security-Policy").orElseThrow();

    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("connect-src 'self' " + provider.url() + ";")
        .doesNotContain("unsafe", "*", "data:");
  }

  @Test
  void leavesOtherPagesTheirOwnPolicy() throws Exception {
    assertThat(get("/swagger-ui/index.html").headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .doesNotContain(provider.url());
  }

  @Test
  void asksAboutEachFileAgainButSendsItOnlyWhenItChanged() throws Exception {
    HttpResponse<String> first = get("/consola/js/main.js");
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(first.headers().firstValue("Last-Modified")).isEmpty();

    String etag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(get("/consola/js/main.js", "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(get("/consola/js/api.js").headers().firstValue("ETag").orElseThrow())
        .isNotEqualTo(etag);
  }

  @Test
  void keepsLibrariesForEverByAddressesThatHoldTheirVersion() throws Exception {
    String libraries =
        new ClassPathResource("consola/js/lib.js").getContentAsString(StandardCharsets.UTF_8);
    assertThat(libraries).contains("lib/htm/3.1.1/", "lib/uplot/1.6.30/");

    for (String library :
        new String[] {
          "htm/3.1.1/preact/standalone.module.js",
          "uplot/1.6.30/dist/uPlot.esm.js",
          "uplot/1.6.30/dist/uPlot.min.css"
        }) {
      HttpResponse<String> answer = get("/consola/lib/" + library);
      assertThat(answer.statusCode()).as(library).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control").orElseThrow())
          .contains("immutable", "max-age=31536000");
    }
  }

  @Test
  void tellsAnybodyHowToSignInAndNothingElse() throws Exception {
    JSONAssert.assertEquals(
        """
        {"zona": "America/Mexico_City",
         "oidc": {"autorizacion": "%1$s/authorize", "token": "%1$s/token",
                  "clientId": "consola", "scope": "sync.read sync.write"}}"""
            .formatted(provider.url()),
        get("/consola/config.json").body(),
        /* strict= */ true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/consola/../application.yml",
        "/consola/..%2fapplication.yml",
        "/consola/nada.js"
      })
  void hasNothingBesideItsFiles(String path) throws Exception {
    assertThat(get(path).statusCode()).isBetween(400, 404);
  }

  @Test
  void isMadeOfSmallFiles() throws IOException {
    try (Stream<Path> files = Files.walk(new ClassPathResource("consola").getFile().toPath())) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThan(220));
    }
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
