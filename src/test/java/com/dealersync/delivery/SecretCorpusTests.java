package com.dealersync.delivery;

import static com.dealersync.delivery.Deliveries.PAYLOAD;
import static com.dealersync.delivery.Deliveries.dealer;
import static com.dealersync.delivery.Deliveries.deliver;
import static com.dealersync.delivery.Deliveries.local;
import static com.dealersync.delivery.Deliveries.plan;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What stands in the column of the secret. It signs and goes along in a header ({@code header}),
 * signs only ({@code signs}), or is refused for a reason; {@code \n}, {@code \t} and so on are
 * written out.
 */
@Timeout(60)
class SecretCorpusTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "secreto | header",
        "s | header",
        "con espacios dentro | header",
        "a=b;c,d\"e' | header",
        "`{\"json\":1}` | header",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | header",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLQ== | header",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLQ | header",
        "whsec_ab+/ | header",
        "WHSEC_x | header",
        "whsec | header",
        "v1,abc | header",
        "ñandú | signs",
        "contraseña€ | signs",
        "пароль | signs",
        "秘密 | signs",
        "🔑🔑 | signs",
        "n\u0303andu\u0301 | signs",
        "` delante` | signs",
        "`detrás ` | signs",
        "`detras ` | signs",
        "secreto\\n | LINE_BREAK_AFTER_SECRET",
        "secreto\\r\\n | LINE_BREAK_AFTER_SECRET",
        "whsec_MfKQ\\n | LINE_BREAK_AFTER_SECRET",
        "se\\ncreto | INVISIBLE_IN_SECRET U+000A",
        "se\\tcreto | INVISIBLE_IN_SECRET U+0009",
        "secreto\\u0000 | INVISIBLE_IN_SECRET U+0000",
        "secreto\\u007F | INVISIBLE_IN_SECRET U+007F",
        "\\uFEFFsecreto | INVISIBLE_IN_SECRET U+FEFF",
        "secreto\\u200B | INVISIBLE_IN_SECRET U+200B",
        "secreto\\u00A0 | INVISIBLE_IN_SECRET U+00A0",
        "secreto\\u2028 | INVISIBLE_IN_SECRET U+2028",
        "secreto\\uD800 | BROKEN_SECRET",
        "whsec_ | EMPTY_SECRET",
        "`whsec_  ` | EMPTY_SECRET",
        "whsec_MfKQ-r8_KYqr | BASE64_URL",
        "whsec_MfKQ-r8_KYq= | BASE64_URL",
        "whsec_no es | NOT_BASE64",
        "whsec_ñ | NOT_BASE64",
        "whsec_abc=def | NOT_BASE64",
        "whsec_a | NOT_BASE64",
        "enc:v1:k1:AAAA | ENCRYPTED_SECRET",
      })
  void signsOrSaysWhyNot(String written, String expected) throws Exception {
    String secret = unescaped(written);
    try (Receiver receiver = Receiver.confirming()) {
      Recording recording =
          deliver(local(), plan(24, List.of(dealer(1, receiver.url("/"), secret))).groups());

      if (expected.equals("header") || expected.equals("signs")) {
        assertThat(receiver.received())
            .singleElement()
            .satisfies(
                it -> {
                  assertThat(it.header("webhook-signature")).isEqualTo(signature(it, secret));
                  assertThat(it.header("x-webhook-secret"))
                      .isEqualTo(expected.equals("header") ? secret : null);
                });
      } else {
        String[] reason = expected.split(" ");
        assertThat(receiver.received()).isEmpty();
        assertThat(recording.settlements())
            .singleElement()
            .extracting("reason")
            .isEqualTo(SnapshotReason.valueOf(reason[0]).text(reason.length > 1 ? reason[1] : ""));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ñandú, true", "secreto, false"})
  void aRefusalSaysThatTheHeaderWasLeftOut(String secret, boolean leftOut) throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.reply(401, "who?"))) {
      Recording recording =
          deliver(local(), plan(24, List.of(dealer(1, receiver.url("/"), secret))).groups());

      assertThat(((Settlement.Failed) recording.settlements().getFirst()).reason())
          .startsWith(StatusReason.UNAUTHORISED.answered(401))
          .endsWith(" Respuesta: who?")
          .satisfies(it -> assertThat(it.contains("X-Webhook-Secret")).isEqualTo(leftOut));
    }
  }

  private static String signature(Receiver.Received request, String secret) throws Exception {
    byte[] key =
        secret.startsWith("whsec_")
            ? Base64.getDecoder().decode(secret.substring(6))
            : secret.getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update(
        (request.header("webhook-id") + "." + request.header("webhook-timestamp") + ".")
            .getBytes(StandardCharsets.UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(PAYLOAD.bytes()));
  }

  private static String unescaped(String written) {
    String text = written.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t");
    int at = text.indexOf("\\u");
    while (at >= 0) {
      char c = (char) Integer.parseInt(text.substring(at + 2, at + 6), 16);
      text = text.substring(0, at) + c + text.substring(at + 6);
      at = text.indexOf("\\u");
    }
    return text;
  }
}
