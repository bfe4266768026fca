package com.dealersync.delivery;

import com.dealersync.catalog.SnapshotDealer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a dealer's secret must be like to sign with it and to be sent in a header. */
final class WebhookSecret {
  private static final String BASE64 = "whsec_";
  private static final Pattern ASCII = Pattern.compile("[!-~]([ -~]*[!-~])?");
  private static final Pattern BASE64_URL = Pattern.compile("[A-Za-z0-9_-]+=*");

  private WebhookSecret() {}

  /** Why no messages can go out under it, for people; null if they can, unsigned without one. */
  static @Nullable String problem(@Nullable String secret) {
    if (secret == null) {
      return null;
    }
    if (SnapshotDealer.isEncrypted(secret)) {
      return SnapshotReason.ENCRYPTED_SECRET.text();
    }
    // Most secrets are visible ASCII and are spared the search for other characters.
    String unreadable = Characters.areVisibleAscii(secret) ? null : unreadable(secret);
    if (unreadable != null) {
      return unreadable;
    }
    return secret.startsWith(BASE64) ? encodedProblem(bare(secret)) : null;
  }

  private static @Nullable String unreadable(String secret) {
    if (Characters.hasLoneSurrogate(secret)) {
      return SnapshotReason.BROKEN_SECRET.text();
    }
    if (secret.endsWith("\n") || secret.endsWith("\r")) {
      return SnapshotReason.LINE_BREAK_AFTER_SECRET.text();
    }
    int invisible = Characters.firstInvisible(secret);
    return invisible < 0
        ? null
        : SnapshotReason.INVISIBLE_IN_SECRET.text(Characters.shown(secret, invisible));
  }

  private static @Nullable String encodedProblem(String encoded) {
    if (encoded.isBlank()) {
      return SnapshotReason.EMPTY_SECRET.text();
    }
    try {
      return Base64.getDecoder().decode(encoded).length == 0
          ? SnapshotReason.EMPTY_SECRET.text()
          : null;
    } catch (IllegalArgumentException e) {
      return BASE64_URL.matcher(encoded).matches() && encoded.matches(".*[_-].*")
          ? SnapshotReason.BASE64_URL.text()
          : SnapshotReason.NOT_BASE64.text();
    }
  }

  /**
   * Whether messages can go out under it; without a secret they can, unsigned.
   *
   * @param inHeader whether a header has to carry it
   */
  static boolean isUsable(@Nullable String secret, boolean inHeader) {
    return problem(secret) == null && (!inHeader || fitsAHeader(secret));
  }

  /** Whether a header brings it over as it is: no blanks around it and nothing but ASCII. */
  static boolean fitsAHeader(@Nullable String secret) {
    return secret == null || ASCII.matcher(secret).matches();
  }

  /** The result of an attempt whose message did not carry its secret in a header. */
  static AttemptResult withoutHeader(AttemptResult result) {
    return result instanceof AttemptResult.Failed failed && failed.status() != null
        ? failed.saying("No se le envió X-Webhook-Secret: su secreto no cabe en un encabezado.")
        : result;
  }

  /** The secret without the prefix that says how to read it. */
  static String bare(String secret) {
    return secret.startsWith(BASE64) ? secret.substring(BASE64.length()) : secret;
  }

  /**
   * The bytes to sign with: base64 after the prefix {@code whsec_}, else UTF-8.
   *
   * @throws IllegalArgumentException if it has the prefix and is not base64
   */
  static byte[] key(String secret) {
    return secret.startsWith(BASE64)
        ? Base64.getDecoder().decode(bare(secret))
        : secret.getBytes(StandardCharsets.UTF_8);
  }
}
