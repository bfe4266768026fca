package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a dealer's secret must be like to sign with it and to be sent in a header. */
final class WebhookSecret {
  private static final String UNUSABLE = "El secreto del webhook no es válido";
  private static final String UNREADABLE =
      "El secreto del webhook está cifrado y no se pudo leer: falta su clave o fue alterado";

  private static final String BASE64 = "whsec_";

  private WebhookSecret() {}

  /** Why no messages can go out under it, for people. */
  static String problem(@Nullable String secret) {
    return secret != null && SnapshotDealer.isEncrypted(secret) ? UNREADABLE : UNUSABLE;
  }

  /**
   * Whether messages can go out under it; without a secret they can, unsigned.
   *
   * @param inHeader whether a header has to carry it
   */
  static boolean isUsable(@Nullable String secret, boolean inHeader) {
    if (secret == null) {
      return true;
    }
    if (SnapshotDealer.isEncrypted(secret)) {
      return false;
    }
    try {
      return key(secret).length > 0
          && (!inHeader || secret.chars().allMatch(c -> c >= ' ' && c <= '~'));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The bytes to sign with: base64 after the prefix {@code whsec_}, else UTF-8.
   *
   * @throws IllegalArgumentException if it has the prefix and is not base64
   */
  static byte[] key(String secret) {
    return secret.startsWith(BASE64)
        ? Base64.getDecoder().decode(secret.substring(BASE64.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }
}
