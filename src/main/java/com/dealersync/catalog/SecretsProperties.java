package com.dealersync.catalog;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys with which dealers' secrets may be encrypted. Without a key, secrets are stored as plain
 * text.
 *
 * @param current name of the key that {@code dealer-sync.secrets.rotate} encrypts with; the others
 *     are still read
 * @param keys AES-256 keys by name, 1–20 letters, digits, {@code _} or {@code -}; each 32 bytes in
 *     base64
 * @param rotate as an argument: encrypt every stored secret with the current key, and end
 */
@ConfigurationProperties("dealer-sync.secrets")
record SecretsProperties(
    @Nullable String current,
    @DefaultValue Map<String, String> keys,
    @DefaultValue("false") boolean rotate) {

  private static final int KEY_BYTES = 32;

  SecretsProperties {
    keys = Map.copyOf(keys);
    keys.forEach(SecretsProperties::check);
    if (current != null && !current.isBlank() && !keys.containsKey(current)) {
      throw new IllegalArgumentException(
          "dealer-sync.secrets.current nombra una clave que no está en dealer-sync.secrets.keys: '%s'"
              .formatted(current));
    }
  }

  /** By name. */
  Map<String, SecretKey> secretKeys() {
    Map<String, SecretKey> all = new HashMap<>();
    keys.forEach((name, key) -> all.put(name, new SecretKeySpec(bytes(key), "AES")));
    return all;
  }

  /** The message does not contain the key, which must not be readable anywhere. */
  private static void check(String name, String key) {
    if (!name.matches("[A-Za-z0-9_-]{1,20}")) {
      throw new IllegalArgumentException(
          "dealer-sync.secrets.keys: '%s' no es un nombre de 1 a 20 letras, dígitos, '_' o '-'"
              .formatted(name));
    }
    if (bytes(key).length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "dealer-sync.secrets.keys.%s debe ser base64 de %d bytes".formatted(name, KEY_BYTES));
    }
  }

  private static byte[] bytes(String key) {
    try {
      return Base64.getDecoder().decode(key.strip());
    } catch (IllegalArgumentException notBase64) {
      return new byte[0];
    }
  }

  @Override
  public String toString() {
    return "SecretsProperties[current=%s, keys=%s]".formatted(current, keys.keySet());
  }
}
