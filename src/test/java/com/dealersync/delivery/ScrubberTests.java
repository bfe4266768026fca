package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubberTests {
  private static final String SECRET = "s/3cr\"t +ñ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bad secret s/3cr\"t +ñ!",
        "bad secret s/3cr\\\"t +ñ!",
        "bad secret s\\/3cr\\\"t +ñ!",
        "bad secret s%2F3cr%22t+%2B%C3%B1!",
        "bad secret cy8zY3IidCArw7E=!",
        "bad secret cy8zY3IidCArw7E!",
      })
  void masksASecretHoweverItIsQuoted(String text) {
    assertThat(new Scrubber(Stream.of(SECRET)).scrub(text)).matches("bad secret \\*\\*\\*=?!");
  }

  @Test
  void masksTheKeyWithoutItsPrefix() {
    assertThat(
            new Scrubber(Stream.of("whsec_AAAA", "v1,BBBB"))
                .scrub("got AAAA, v1,BBBB, BBBB and whsec_AAAA"))
        .isEqualTo("got ***, ***, *** and ***");
  }

  @Test
  void turnsControlCharactersIntoBlanks() {
    assertThat(new Scrubber(Stream.of(" ")).scrub("a\r\n\u001b[31mb\u0000")).isEqualTo("a [31mb ");
  }
}
