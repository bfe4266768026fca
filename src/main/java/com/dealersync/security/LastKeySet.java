package com.dealersync.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.StreamUtils;

/**
 * Limits how often the key server is asked. A token with an unknown key makes the decoder ask for
 * new keys, and anybody can send such tokens.
 */
final class LastKeySet implements ClientHttpRequestInterceptor {

  static final Duration AS_GOOD_AS_NEW = Duration.ofSeconds(5);

  /** An answer of the server. */
  private record Answer(
      String address, HttpStatusCode status, HttpHeaders headers, byte[] body, long at) {}

  private @Nullable Answer last;

  @Override
  public synchronized ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    String address = request.getURI().toString();
    Answer known = last;
    if (known == null || !known.address().equals(address) || isOld(known)) {
      try (ClientHttpResponse response = execution.execute(request, body)) {
        known =
            new Answer(
                address,
                response.getStatusCode(),
                response.getHeaders(),
                StreamUtils.copyToByteArray(response.getBody()),
                System.nanoTime());
      }
      last = known.status().is2xxSuccessful() ? known : null;
    }
    return new Repeated(known);
  }

  private static boolean isOld(Answer answer) {
    return System.nanoTime() - answer.at() > AS_GOOD_AS_NEW.toNanos();
  }

  private record Repeated(Answer answer) implements ClientHttpResponse {

    @Override
    public HttpStatusCode getStatusCode() {
      return answer.status();
    }

    @Override
    public String getStatusText() {
      return "";
    }

    @Override
    public HttpHeaders getHeaders() {
      return answer.headers();
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(answer.body());
    }

    @Override
    public void close() {}
  }
}
