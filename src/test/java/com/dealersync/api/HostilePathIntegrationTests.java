package com.dealersync.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.dealersync.testing.TestTokens;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What an attacker writes where a path or a parameter should stand, with a token that may do
 * everything: refused, told so in the envelope, in one log line, and nothing has changed.
 */
@ApiTest
@ExtendWith(OutputCaptureExtension.class)
class HostilePathIntegrationTests {

  private static final String LONG = "a".repeat(7_000);

  @LocalServerPort int port;
  @Autowired JdbcTemplate sql;
  @Autowired StringRedisTemplate redis;
  @Autowired ObjectMapper json;

  /** As they stand in the request line. */
  static Stream<String> targets() {
    return Stream.of(
            paths("/estado/"),
            paths("/locks/"),
            paths("/"),
            Stream.of(
                "/estado",
                "/estado//ProductList",
                "//estado/ProductList/x",
                "/0x10",
                "/1e3",
                "/1.5",
                "/+1",
                "/9999999999999999999",
                "/999999999/dealers/../../2",
                "/999999999/eventos;x=y",
                "/999999999/dealers%3Festado=EXITOSO",
                "/999999999/dealers?estado=exitoso",
                "/999999999/dealers?estado=%00",
                "/999999999/dealers?page=1e3",
                "/999999999/dealers?page=%F0%9F%92%A9",
                "/999999999/dealers?size=99999999999999",
                "/999999999/dealers?size=-1",
                "/999999999/dealers?size=0x10",
                "/limpiar-locks",
                "/limpiar-locks/",
                "/Limpiar-Locks",
                "?processType=%00",
                "?processType=%0D%0AForged:%20x",
                "?processType=*",
                "?processType=lock:sync:ProductList",
                "?processType=ProductList%27--",
                "?processType=%E2%80%AE",
                "?processType=" + LONG,
                "?idCarga=..%2F..%2Fetc%2Fpasswd",
                "?idCarga=%00",
                "?idCarga=%25",
                "?idCarga=x%27%20or%20%271%27=%271",
                "?idCarga=" + "9".repeat(101),
                "?status=RUNNING%27",
                "?status=0",
                "?size=1%3Bdrop%20table%20x",
                "/auditoria?accion=%00x",
                "/auditoria?usuario=%0A",
                "/auditoria?usuario=" + "u".repeat(101)))
        .flatMap(it -> it)
        .map(Api.BASE::concat)
        .distinct();
  }

  private static Stream<String> paths(String before) {
    return Stream.of(
            "..%2f..%2factuator",
            "../../actuator/env/x",
            "%2e%2e/x",
            "%2e%2e%2fx",
            "%252e%252e%252fx",
            "..%5cx",
            "..;/x",
            "%00",
            "a%00b",
            "%0d%0aSet-Cookie:%20x=y",
            "%0a2026-01-01%20INFO%20forged",
            "*",
            "%2a",
            "lock:sync:ProductList",
            "ProductList:1",
            "%E2%80%AEtsiLtcudorP",
            "%E2%81%A6x%E2%81%A9",
            "%EF%BB%BFProductList",
            "%C0%AE%C0%AE/x",
            "%ff%fe",
            "%zz",
            "%",
            "%u002e",
            "{processType}",
            "${jndi:ldap:x}",
            "%24%7Bjndi:ldap:%2F%2Fx%7D",
            "<script>",
            "%3Cscript%3E",
            "'%20or%20'1'='1",
            "%27%3B%20drop%20table%20CO_GM_LISTAPRODUCTOS",
            "\u0001",
            "\\..\\x",
            "a|b",
            "ProductList%20",
            "productlist",
            LONG)
        .map(before::concat);
  }

  @ParameterizedTest
  @MethodSource("targets")
  void changeNothingAndForgeNothing(String target, CapturedOutput log) throws Exception {
    List<Object> before = state();
    String id = UUID.randomUUID().toString();
    int logged = log.getOut().length();

    String method = target.startsWith(Api.BASE + "/locks/") ? "DELETE " : "GET ";
    String answer =
        exchange(
            method
                + target
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "X-Correlation-Id: "
                + id
                + "\r\n"
                + "Authorization: Bearer "
                + TestTokens.token()
                + "\r\n\r\n");

    assertThat(answer).as(target).matches("(?s)HTTP/1\\.1 (400|404) .*");
    assertThat(answer).containsIgnoringCase("\r\nContent-Type: application/json");
    Map<?, ?> body =
        json.readValue(
            answer.substring(
                answer.indexOf('{', answer.indexOf("\r\n\r\n")), answer.lastIndexOf('}') + 1),
            Map.class);
    assertThat(body.get("success")).isEqualTo(false);
    assertThat(body.toString()).doesNotContain("Exception", "org.", "java.", "select ", "forged");
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> log.getOut().substring(logged).contains("Petición atendida"));
    assertThat(
            log.getOut()
                .substring(logged)
                .lines()
                // Of the threads of requests; the first of all has the dispatcher started.
                .filter(line -> line.contains("-handler-") && !line.contains("ispatcherServlet"))
                // An event stream that another test left is over whenever it notices.
                .filter(line -> !line.contains("/eventos usuario=watcher")))
        .as("one request, one line")
        .hasSize(1)
        .allMatch(line -> line.contains("Petición atendida") && line.length() < 600)
        .noneMatch(line -> line.matches(".*[\\p{Cntrl}\u202A-\u202E\u2066-\u2069\uFEFF].*"));
    assertThat(state()).isEqualTo(before);
  }

  private List<Object> state() {
    return List.of(
        sql.queryForObject("select count(*) from CO_EVENTOSCARGASINCCONTROL", Long.class),
        sql.queryForObject("select count(*) from CO_GM_LISTAPRODUCTOS", Long.class),
        sql.queryForObject("select count(*) from CO_DS_AUDITORIA", Long.class),
        redis.keys("*"));
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
