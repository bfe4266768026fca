package com.dealersync.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * What the engine is held against: its own HTTP library and nothing else. So many virtual threads
 * sign and post the same bytes, with headers of the same size, in a loop; nobody decides, retries,
 * judges or records. Each message is signed, as Standard Webhooks asks of every sender: the
 * signature covers id and time before the body, so no two messages share any of the work.
 *
 * @param tls of all its runs, so that it too may resume sessions
 */
record BareClient(Workload work, SSLContext tls) {

  /** Trusts what the JVM does by now. */
  static SSLContext trustOfJvm() {
    return SSLContexts.createDefault();
  }

  /** Returns when all have been answered. */
  void run() {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(work.parallelism())
            .setMaxConnPerRoute(work.parallelism())
            .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls))
            .build();
    AtomicInteger next = new AtomicInteger();
    try (CloseableHttpClient client =
            HttpClients.custom()
                .setConnectionManager(connections)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sending =
          IntStream.range(0, work.parallelism())
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            for (int n = next.getAndIncrement();
                                n < work.webhooks();
                                n = next.getAndIncrement()) {
                              post(client, n);
                            }
                            return null;
                          }))
              .toList();
      for (var each : sending) {
        each.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void post(CloseableHttpClient client, int n) throws IOException {
    HttpPost request = new HttpPost(work.url(n));
    String id = "msg_" + UUID.nameUUIDFromBytes(Workload.bac(n).getBytes(StandardCharsets.UTF_8));
    long timestamp = Instant.now().getEpochSecond();
    String secret = Workload.secret(n);
    request.addHeader("webhook-id", id);
    request.addHeader("webhook-timestamp", Long.toString(timestamp));
    request.addHeader("webhook-signature", signature(secret, id + "." + timestamp + "."));
    request.addHeader("X-Webhook-Secret", secret);
    request.addHeader("X-GM-Dealers", Workload.bac(n));
    request.addHeader("User-Agent", "dealer-sync/1.0.0");
    request.addHeader("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
    request.addHeader("Accept", "application/json");
    request.addHeader("Accept-Encoding", "identity");
    request.setEntity(new ByteArrayEntity(work.payload(), ContentType.APPLICATION_JSON));
    client.execute(
        request,
        response -> {
          if (response.getCode() != 200) {
            throw new IOException("HTTP " + response.getCode());
          }
          return EntityUtils.toByteArray(response.getEntity());
        });
  }

  private String signature(String secret, String head) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(work.payload()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
