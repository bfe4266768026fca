package com.dealersync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTests {

  /**
   * From the reference implementations' tests (standard-webhooks/libraries, "sign function works").
   */
  @Test
  void matchesThePublishedVector() {
    assertThat(
            Signature.of(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "un secreto con ñ", "whsecsin-prefijo"})
  void signsAsTheLibraryDoes(String secret) throws Exception {
    String key =
        secret.startsWith("whsec_")
            ? secret
            : Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));

    assertThat(
            Signature.of(secret, "msg_1", 1700000000, "{\"ñ\":1}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Webhook(key).sign("msg_1", 1700000000, "{\"ñ\":1}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_", "whsec_no es base64", "línea\nnueva", "contraseña"})
  void knowsABrokenSecret(String secret) {
    assertThat(WebhookSecret.isUsable(secret, true)).isFalse();
  }

  @Test
  void signsWithASecretThatNoHeaderHasToCarry() {
    assertThat(WebhookSecret.isUsable("contraseña", false)).isTrue();
    assertThat(WebhookSecret.isUsable(null, true)).isTrue();
  }
}
