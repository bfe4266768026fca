package com.dealersync.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTokenTests {

  @Test
  void readsWhatItWrites() {
    LockToken token = LockToken.ofNewRun().ofAttempt(12);

    assertThat(LockToken.parse(token.value())).contains(token);
  }

  @Test
  void aLaterAttemptIsTheSameRunWithAnotherNonce() {
    LockToken first = LockToken.ofNewRun();
    LockToken second = first.ofAttempt(1);

    assertThat(first.processId()).matches("[0-9A-F]{16}").isEqualTo(second.processId());
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.nonce()).isNotEqualTo(first.nonce());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "somebody",
        "A1B2C3D4E5F60718|1",
        "a1b2c3d4e5f60718|1|0123456789ABCDEF",
        "A1B2C3D4E5F60718|-1|0123456789ABCDEF",
        "A1B2C3D4E5F60718|9999999999|0123456789ABCDEF",
        "A1B2C3D4E5F60718|1|0123456789ABCDEF\n"
      })
  void aForeignValueIsNoToken(String value) {
    assertThat(LockToken.parse(value)).isEmpty();
  }
}
