package com.dealersync.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads and writes a dealer's secret as it is stored: {@code enc:v1:<key>:<base64>}, the base64 of
 * a nonce of 96 bits and of what AES-256-GCM makes of the secret (NIST SP 800-38D). It is bound to
 * the BAC of its dealer, and cannot be read if it is copied to another dealer. A stored secret
 * without that prefix is plain text.
 */
@Component
class SecretCipher {

  private static final Pattern FORM =
      Pattern.compile("enc:v1:([A-Za-z0-9_-]{1,20}):([A-Za-z0-9+/=]+)");
  private static final String PREFIX = "enc:v1:";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Map<String, SecretKey> keys;
  private final @Nullable String current;
  private final SecureRandom random = new SecureRandom();

  SecretCipher(SecretsProperties properties) {
    keys = properties.secretKeys();
    String name = properties.current();
    current = name == null || name.isBlank() ? null : name;
  }

  /**
   * The plain secret.
   *
   * @return the stored text if its key is missing or it was tampered with; {@link
   *     SnapshotDealer#isEncrypted} is then true, and nothing is sent with it
   */
  @Nullable String read(@Nullable String stored, @Nullable String bac) {
    if (stored == null) {
      return null;
    }
    Matcher form = FORM.matcher(stored);
    SecretKey key = form.matches() ? keys.get(form.group(1)) : null;
    if (key == null) {
      return stored;
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(form.group(2)));
      byte[] nonce = new byte[NONCE_BYTES];
      bytes.get(nonce);
      byte[] rest = new byte[bytes.remaining()];
      bytes.get(rest);
      return new String(
          cipher(Cipher.DECRYPT_MODE, form.group(1), key, nonce, bac).doFinal(rest),
          StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | RuntimeException tampered) {
      return stored;
    }
  }

  /** Whether there is a key to write with. */
  boolean canWrite() {
    return current != null;
  }

  /** Whether it is already encrypted with the current key. */
  boolean isCurrent(String stored) {
    return stored.startsWith(PREFIX + current + ":");
  }

  /** Encrypts with the current key. */
  String write(String secret, @Nullable String bac) {
    if (current == null) {
      throw new IllegalStateException("No dealer-sync.secrets.current");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted =
          cipher(Cipher.ENCRYPT_MODE, current, keys.get(current), nonce, bac)
              .doFinal(secret.getBytes(StandardCharsets.UTF_8));
      byte[] whole =
          ByteBuffer.allocate(nonce.length + encrypted.length).put(nonce).put(encrypted).array();
      return PREFIX + current + ":" + Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  private static Cipher cipher(
      int mode, String keyName, @Nullable SecretKey key, byte[] nonce, @Nullable String bac)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(
        "dealer-sync\n%s\n%s"
            .formatted(keyName, bac == null ? "" : bac)
            .getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
