package com.dealersync.training;

import com.dealersync.testing.SelfSigned;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** Confirms whatever it gets, over TLS. */
final class TlsWebhook implements Closeable {

  static final String SECRET = "whsec_dHJhaW5pbmctcnVuLXNlY3JldC0wMTIzNDU2Nzg5";

  private static final Path TRUST_STORE = Path.of("target", "training.p12").toAbsolutePath();
  private static final String PASSWORD = "changeit";
  private static final byte[] CONFIRMATION =
      "{\"ackToken\":\"ACK-training\"}".getBytes(StandardCharsets.UTF_8);

  private final HttpsServer server;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  private TlsWebhook(HttpsServer server) {
    this.server = server;
  }

  static TlsWebhook started(SelfSigned certificate) throws IOException, GeneralSecurityException {
    writeTrustStore(certificate);
    PemSslStore store =
        PemSslStore.load(
            PemSslStoreDetails.forCertificate(certificate.pem()).withPrivateKey(certificate.key()));
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(SslBundle.of(new PemSslStoreBundle(store, null)).createSslContext()));
    TlsWebhook webhook = new TlsWebhook(server);
    server.setExecutor(webhook.workers);
    server.createContext("/", TlsWebhook::confirm);
    server.start();
    return webhook;
  }

  String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /** System properties of a JVM that is to trust it. */
  Map<String, String> trust() {
    return Map.of(
        "javax.net.ssl.trustStore",
        TRUST_STORE.toString(),
        "javax.net.ssl.trustStorePassword",
        PASSWORD);
  }

  @Override
  public void close() {
    server.stop(0);
    workers.close();
  }

  private static void confirm(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, CONFIRMATION.length);
      exchange.getResponseBody().write(CONFIRMATION);
    }
  }

  private static void writeTrustStore(SelfSigned certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("dealers", certificate.certificate());
    try (OutputStream out = Files.newOutputStream(TRUST_STORE)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }
}
