package com.dealersync.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCipherTests {

  private static final String OLD = "A".repeat(43) + "=";
  private static final String NEW = "B".repeat(42) + "A=";

  private final SecretCipher cipher = cipher("old", Map.of("old", OLD));

  private static SecretCipher cipher(String current, Map<String, String> keys) {
    return new SecretCipher(new SecretsProperties(current, keys, false));
  }

  @Test
  void readsWhatItWrote() {
    String stored = cipher.write("señal-secreta", "BAC1");

    assertThat(stored).startsWith("enc:v1:old:").doesNotContain("secreta");
    assertThat(cipher.read(stored, "BAC1")).isEqualTo("señal-secreta");
    assertThat(cipher.write("señal-secreta", "BAC1")).isNotEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "whsec_MTIz", "enc", "encrypted", " "})
  void readsPlainSecretsAsTheyAre(String plain) {
    assertThat(cipher.read(plain, "BAC1")).isEqualTo(plain);
    assertThat(SnapshotDealer.isEncrypted(plain)).isFalse();
  }

  @Test
  void readsWhatAnOlderKeyWrote() {
    String stored = cipher.write("secret", "BAC1");
    SecretCipher rotated = cipher("new", Map.of("old", OLD, "new", NEW));

    assertThat(rotated.read(stored, "BAC1")).isEqualTo("secret");
    assertThat(rotated.isCurrent(stored)).isFalse();
    assertThat(rotated.isCurrent(rotated.write("secret", "BAC1"))).isTrue();
  }

  @Test
  void leavesEncryptedWhatItHasNoKeyFor() {
    String stored = cipher.write("secret", "BAC1");

    assertThat(cipher("new", Map.of("new", NEW)).read(stored, "BAC1")).isEqualTo(stored);
    assertThat(cipher("old", Map.of("old", NEW)).read(stored, "BAC1")).isEqualTo(stored);
    assertThat(SnapshotDealer.isEncrypted(stored)).isTrue();
  }

  @Test
  void readsNothingThatWasCopiedToAnotherDealer() {
    String stored = cipher.write("secret", "BAC1");

    assertThat(cipher.read(stored, "BAC2")).isEqualTo(stored);
    assertThat(cipher.read(stored, null)).isEqualTo(stored);
  }

  @Test
  void readsNothingThatWasTamperedWith() {
    String stored = cipher.write("secret", "BAC1");
    byte[] bytes = Base64.getDecoder().decode(stored.substring("enc:v1:old:".length()));

    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      String tampered = "enc:v1:old:" + Base64.getEncoder().encodeToString(changed);
      assertThat(cipher.read(tampered, "BAC1")).isEqualTo(tampered);
    }
    for (String broken :
        new String[] {"enc:v1:old:", "enc:v1:old:AAAA", "enc:v1:old:====", "enc:v1:"}) {
      assertThat(cipher.read(broken, "BAC1")).isEqualTo(broken);
      assertThat(SnapshotDealer.isEncrypted(broken)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "c2hvcnQ=", "no base64 at all", "AAAA"})
  void refusesAKeyOfAnotherLengthWithoutShowingIt(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher("k", Map.of("k", key)))
        .withMessage("dealer-sync.secrets.keys.k debe ser base64 de 32 bytes");
  }

  @Test
  void refusesACurrentKeyThatThereIsNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cipher("other", Map.of("old", OLD)))
        .withMessageContaining("'other'");
  }

  @Test
  void showsNoKey() {
    assertThat(new SecretsProperties("old", Map.of("old", OLD), false).toString())
        .isEqualTo("SecretsProperties[current=old, keys=[old]]");
  }
}
