package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatusCode;

/** What no HTTP client would send, and Tomcat refuses before any of our code sees it. */
@ApiTest
class MalformedRequestIntegrationTests {

  private static final String HOST = "Host: localhost\r\nConnection: close\r\n";

  @LocalServerPort int port;

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("GET /[ HTTP/1.1\r\n" + HOST, 400),
        Arguments.of("GET /%zz HTTP/1.1\r\n" + HOST, 400),
        Arguments.of("GET /%00 HTTP/1.1\r\n" + HOST, 400),
        Arguments.of("GET /a%2fb HTTP/1.1\r\n" + HOST, 400),
        Arguments.of("GET /../.. HTTP/1.1\r\n" + HOST, 400),
        Arguments.of("GET / HTTP/1.1\r\nConnection: close\r\n", 400),
        Arguments.of("GET / HTTP/1.1\r\nBad Header\u0001: x\r\n" + HOST, 400),
        Arguments.of("GET / HTTP/9.9\r\n" + HOST, 505),
        Arguments.of("nonsense\r\n", 400),
        Arguments.of("TRACE / HTTP/1.1\r\n" + HOST, 405),
        Arguments.of("GET / HTTP/1.1\r\n" + HOST + "X-Long: " + "x".repeat(70_000) + "\r\n", 400));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isAnsweredInTheEnvelope(String head, int status) throws Exception {
    String answer = exchange(head + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer)
        .containsIgnoringCase("\r\nX-Correlation-Id: ")
        .containsIgnoringCase("\r\nContent-Type: application/json");
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    JSONAssert.assertEquals(
        "{\"success\": false, \"message\": \"%s\", \"timestamp\": \"2025-01-07T10:30:00\"}"
            .formatted(ErrorMessages.of(HttpStatusCode.valueOf(status))),
        body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1),
        true);
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
