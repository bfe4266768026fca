package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AckTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"ackToken\":\"abc\"} | abc",
        "{\"ack_token\":\"abc\"} | abc",
        "{\"tokenConfirmacion\":\"abc\"} | abc",
        "{\"tokenConfirmacion\":\"c\",\"ack_token\":\"b\",\"ackToken\":\"a\"} | a",
        "{\"tokenConfirmacion\":\"c\",\"ack_token\":\"b\"} | b",
        "{\"ackToken\":null,\"tokenConfirmacion\":\"c\"} | c",
        "{\"ackToken\":\"\",\"ack_token\":\"b\"} | b",
        "{\"ackToken\":12345} | 12345",
        "{\"ackToken\":-7} | -7",
        "{\"ackToken\":123456789012345678901234567890} | 123456789012345678901234567890",
        "{\"data\":{\"ackToken\":\"inner\"},\"ackToken\":\"outer\"} | outer",
        " {\"ok\":true, \"ackToken\":\"a b\"}  | a b",
      })
  void readsTheToken(String reply, String token) {
    assertThat(Ack.tokenIn(reply.getBytes(StandardCharsets.UTF_8))).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"ackToken\"",
        "[{\"ackToken\":\"a\"}]",
        "{\"ackToken\":true}",
        "{\"ackToken\":1.5}",
        "{\"ackToken\":1e3}",
        "{\"ackToken\":{}}",
        "{\"ackToken\":[\"a\"]}",
        "{\"ackToken\":\"\"}",
        "{\"ackToken\":\"  \"}",
        "{\"ackToken\":\"ñ\"}",
        "{\"ackToken\":\"a\\nb\"}",
        "{\"acktoken\":\"a\"}",
        "{\"data\":{\"ackToken\":\"a\"}}",
        "{\"ackToken\":\"a\"",
        "{\"ackToken\":\"a\"} x",
        "{\"ackToken\":\"a\"}{}",
        "{'ackToken':'a'}",
        "<html>ackToken</html>",
      })
  void findsNoneInAnythingElse(String reply) {
    assertThat(Ack.tokenIn(reply.getBytes(StandardCharsets.UTF_8))).isNull();
  }

  @Test
  void takesAHundredCharactersAndNotOneMore() {
    assertThat(
            Ack.tokenIn(
                ("{\"ackToken\":\"" + "x".repeat(100) + "\"}").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("x".repeat(100));
    assertThat(
            Ack.tokenIn(
                ("{\"ackToken\":\"" + "x".repeat(101) + "\"}").getBytes(StandardCharsets.UTF_8)))
        .isNull();
    assertThat(
            Ack.tokenIn(
                ("{\"ackToken\":" + "9".repeat(101) + "}").getBytes(StandardCharsets.UTF_8)))
        .isNull();
  }

  @Test
  void survivesNestingWithoutEnd() {
    assertThat(Ack.tokenIn(("{\"a\":" + "[".repeat(60_000)).getBytes(StandardCharsets.UTF_8)))
        .isNull();
  }
}
