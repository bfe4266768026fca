package com.dealersync.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an attacker sends where a load should be named: each is refused, and nothing starts. */
@ApiTest
class HostileBodyIntegrationTests {

  private static final String JSON = "application/json";
  private static final String GOOD =
      "{\"processType\": \"ProductList\", \"idCarga\": \"20250107_001\"}";

  @LocalServerPort int port;
  @Autowired Scene scene;
  @Autowired JdbcTemplate sql;
  @Autowired StringRedisTemplate redis;
  @Autowired ObjectMapper json;

  @BeforeEach
  void clear() {
    scene.clear();
    scene.productListLoad("20250107_001");
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        body("nothing", "", JSON, 400),
        body("a blank", " ", JSON, 400),
        body("null", "null", JSON, 400),
        body("a number", "1", JSON, 400),
        body("an array", "[" + GOOD + "]", JSON, 400),
        body("a string", "\"x\"", JSON, 400),
        body("half an object", GOOD.substring(0, 20), JSON, 400),
        body("no quotes", "{processType: ProductList}", JSON, 400),
        body("single quotes", GOOD.replace('"', '\''), JSON, 400),
        body("a comment", "/* x */" + GOOD, JSON, 400),
        body("a trailing comma", GOOD.replace("}", ",}"), JSON, 400),
        body("a second object", GOOD + GOOD, JSON, 400),
        body("text after the end", GOOD + "x", JSON, 400),
        body("a duplicate key", GOOD.replace("}", ", \"idCarga\": \"y\"}"), JSON, 400),
        body(
            "a duplicate key, escaped",
            GOOD.replace("}", ", \"\\u0069dCarga\": \"y\"}"),
            JSON,
            400),
        body("a duplicate unknown key", with("\"x\": 1, \"x\": 2"), JSON, 400),
        body("NaN", with("\"x\": NaN"), JSON, 400),
        body("Infinity", with("\"x\": -Infinity"), JSON, 400),
        body("a leading zero", with("\"x\": 007"), JSON, 400),
        body("hex", with("\"x\": 0x10"), JSON, 400),
        body("a huge number", with("\"x\": " + "9".repeat(1_001)), JSON, 400),
        body("depth 21", with("\"x\": " + "[".repeat(20) + "]".repeat(20)), JSON, 400),
        body("depth 5000", with("\"x\": " + "[".repeat(5_000) + "]".repeat(5_000)), JSON, 400),
        body("a number for text", "{\"processType\": 1, \"idCarga\": \"x\"}", JSON, 400),
        body("true for text", "{\"processType\": true, \"idCarga\": \"x\"}", JSON, 400),
        body("an object for text", "{\"processType\": {}, \"idCarga\": \"x\"}", JSON, 400),
        body("null for text", "{\"processType\": null, \"idCarga\": \"x\"}", JSON, 400),
        body("text for true", with("\"forzar\": \"true\""), JSON, 400),
        body("no text for true", with("\"forzar\": \"\""), JSON, 400),
        body("a blank for true", with("\"forzar\": \" \""), JSON, 400),
        body("a number for true", with("\"forzar\": 1"), JSON, 400),
        body("a fraction for true", with("\"forzar\": 1.0"), JSON, 400),
        body("an array for true", with("\"forzar\": [true]"), JSON, 400),
        body("an empty array for false", with("\"forzar\": []"), JSON, 400),
        body("an object for true", with("\"forzar\": {}"), JSON, 400),
        body("a path", load("..\\/..\\/x"), JSON, 400),
        body("a pattern of keys", load("*"), JSON, 400),
        body("another key", load("x\\u0000y"), JSON, 400),
        body("a line break", load("x\\r\\nForged"), JSON, 400),
        body("a right-to-left mark", load("x\\u202ey"), JSON, 400),
        body("a full-width letter", load("\\uff21"), JSON, 400),
        body("a lone surrogate", load("\\ud800"), JSON, 400),
        body("SQL", load("x' or '1'='1"), JSON, 400),
        body("a raw control character", load("x\u0001y"), JSON, 400),
        body("10,000 characters", load("x".repeat(10_000)), JSON, 400),
        body("a byte order mark", "\uFEFF" + GOOD, JSON, 400),
        arguments("UTF-16", GOOD.getBytes(UTF_16), JSON, 400),
        arguments("UTF-32", GOOD.getBytes(Charset.forName("UTF-32")), JSON, 400),
        arguments("UTF-16, said so", GOOD.getBytes(UTF_16), JSON + ";charset=UTF-16", 415),
        arguments("Latin 1 bytes", load("é").getBytes(ISO_8859_1), JSON, 400),
        arguments("an overlong form", bytes(0xC0, 0xAE), JSON, 400),
        body("Latin 1, said so", GOOD, JSON + ";charset=ISO-8859-1", 415),
        body("a charset nobody has", GOOD, JSON + ";charset=x-nothing", 415),
        body("text", GOOD, "text/plain", 415),
        body("XML", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>", "application/xml", 415),
        body("a form", "processType=ProductList", "application/x-www-form-urlencoded", 415),
        body("parts", "--x--", "multipart/form-data; boundary=x", 415),
        body("YAML", "a: !!x", "application/yaml", 415),
        body("a type of many kinds", GOOD, "*/*", 415),
        body("no type of any kind", GOOD, "json", 415),
        body("too much", GOOD + " ".repeat(BodyLimitFilter.MAX_BYTES), JSON, 413),
        body("too much of a field", load("x".repeat(BodyLimitFilter.MAX_BYTES)), JSON, 413),
        body("much too much", GOOD + " ".repeat(3_000_000), JSON, 413));
  }

  private static Arguments body(String flaw, String text, String type, int status) {
    return arguments(flaw, text.getBytes(UTF_8), type, status);
  }

  private static String with(String more) {
    return GOOD.replace("}", ", " + more + "}");
  }

  private static String load(String idCarga) {
    return "{\"processType\": \"ProductList\", \"idCarga\": \"" + idCarga + "\"}";
  }

  private static byte[] bytes(int... values) {
    byte[] text = load("x").getBytes(UTF_8);
    text[text.length - 4] = (byte) values[0];
    text[text.length - 3] = (byte) values[1];
    return text;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void isRefused(String flaw, byte[] body, String type, int status) throws Exception {
    assertRefused(send(head("POST", type, "Content-Length: " + body.length), body), status);
  }

  @ParameterizedTest(name = "{0}, in chunks")
  @MethodSource("bodies")
  void isRefusedInChunks(String flaw, byte[] body, String type, int status) throws Exception {
    assertRefused(send(head("POST", type, "Transfer-Encoding: chunked"), chunked(body)), status);
  }

  /** Or the tests above could pass for any reason. */
  @Test
  void isAcceptedWithoutAFlaw() throws Exception {
    byte[] body = with("\"x\": " + "[".repeat(19) + "]".repeat(19)).getBytes(UTF_8);

    assertThat(send(head("POST", JSON, "Transfer-Encoding: chunked"), chunked(body)))
        .startsWith("HTTP/1.1 202");
  }

  /** Nothing reads a stranger's body, whatever the method and the type: it is never in memory. */
  @ParameterizedTest
  @MethodSource("methods")
  void ofAStrangerIsNotRead(String method) throws Exception {
    String head =
        "%s %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                .formatted(method, Api.BASE)
            + "Content-Length: 1000000000\r\n\r\n";

    // Only a server that does not wait for the body can answer.
    assertThat(send(head, "a=b".getBytes(UTF_8))).startsWith("HTTP/1.1 401");
  }

  static List<String> methods() {
    return List.of("POST", "PUT", "PATCH", "DELETE");
  }

  private void assertRefused(String answer, int status) throws IOException {
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    String body = answer.substring(answer.indexOf("\r\n\r\n"));
    assertThat(
            json.readTree(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1))
                .get("success")
                .asBoolean())
        .isFalse();
    assertThat(body).doesNotContain("Exception", "com.fasterxml", "java.", "org.");
    assertThat(sql.queryForList("select * from CO_EVENTOSCARGASINCCONTROL")).isEmpty();
    assertThat(redis.hasKey("lock:sync:ProductList")).isFalse();
  }

  private static String head(String method, String type, String length) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(method, Api.BASE)
        + "Authorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n"
            .formatted(TestTokens.token(), type, length);
  }

  private static byte[] chunked(byte[] body) throws IOException {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += 1_000) {
      int length = Math.min(1_000, body.length - from);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(UTF_8));
      chunks.write(body, from, length);
      chunks.writeBytes("\r\n".getBytes(UTF_8));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(UTF_8));
    return chunks.toByteArray();
  }

  /** What comes back; a server may answer, and hang up, before it has everything. */
  private String send(String head, byte[] body) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(ISO_8859_1));
      try {
        socket.getOutputStream().write(body);
      } catch (IOException hungUp) {
        assertThat(body.length).isGreaterThan(BodyLimitFilter.MAX_BYTES);
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      byte[] buffer = new byte[8_192];
      while (answer.toString(UTF_8).indexOf('}') < 0) {
        int read = socket.getInputStream().read(buffer);
        if (read < 0) {
          break;
        }
        answer.write(buffer, 0, read);
      }
      return answer.toString(UTF_8);
    }
  }
}
