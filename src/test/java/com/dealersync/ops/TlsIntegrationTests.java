package com.dealersync.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.DealerSyncApplication;
import com.dealersync.testing.SelfSigned;
import com.dealersync.testing.TestEnvironment;
import com.dealersync.testing.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The profile tls, as a client that checks certificates sees it. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = DealerSyncApplication.class,
    properties = {
      "server.address=127.0.0.1",
      "jobrunr.background-job-server.enabled=false",
      "spring.ssl.bundle.watch.file.quiet-period=100ms"
    })
@ActiveProfiles("tls")
@ContextConfiguration(initializers = TestEnvironment.class)
@DirtiesContext
class TlsIntegrationTests {

  private static final SelfSigned FIRST = SelfSigned.issue();

  @TempDir private static Path files;

  @LocalServerPort int port;

  @DynamicPropertySource
  static void certificate(DynamicPropertyRegistry settings) {
    FIRST.write(files.resolve("tls.crt"), files.resolve("tls.key"));
    String keystore = "spring.ssl.bundle.pem.web.keystore.";
    settings.add(keystore + "certificate", () -> files.resolve("tls.crt").toString());
    settings.add(keystore + "private-key", () -> files.resolve("tls.key").toString());
  }

  @Test
  void servesOverTlsAndTakesARenewedCertificateIntoUseWithoutARestart() throws Exception {
    HttpResponse<String> answer = get(FIRST);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Strict-Transport-Security"))
        .hasValueSatisfying(hsts -> assertThat(hsts).contains("max-age=31536000"));
    assertThat(shown(answer)).isEqualTo(FIRST.certificate());

    SelfSigned renewed = SelfSigned.issue();
    renewed.write(files.resolve("tls.crt"), files.resolve("tls.key"));

    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(shown(get(renewed))).isEqualTo(renewed.certificate()));
  }

  private static Certificate shown(HttpResponse<?> answer) throws Exception {
    return answer.sslSession().orElseThrow().getPeerCertificates()[0];
  }

  /** By a client without old connections, which trusts this certificate only. */
  private HttpResponse<String> get(SelfSigned trusted) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(trusting(trusted)).build()) {
      return http.send(
          HttpRequest.newBuilder(
                  URI.create(
                      "https://localhost:"
                          + port
                          + "/api/v1/gm/dealer-sync/batch-sincronizacion-procesos/procesos"))
              .header("Authorization", "Bearer " + TestTokens.token())
              .timeout(Duration.ofSeconds(20))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext trusting(SelfSigned trusted) throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("it", trusted.certificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
