package com.dealersync.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes what must stay secret out of a text that a dealer sent, whichever way it quotes it. */
final class Scrubber {
  private static final String MASK = "***";

  private final List<String> secrets;

  Scrubber(@Nullable String... secrets) {
    this.secrets =
        Stream.of(secrets)
            .filter(secret -> secret != null && !secret.isBlank())
            .flatMap(Scrubber::spellings)
            .distinct()
            // The longest first, so that no spelling leaves a part of another one behind.
            .sorted((a, b) -> Integer.compare(b.length(), a.length()))
            .toList();
  }

  /** The text with each secret masked and each control character a blank. */
  String scrub(String text) {
    String scrubbed = text;
    for (String secret : secrets) {
      scrubbed = scrubbed.replace(secret, MASK);
    }
    return scrubbed.replaceAll("\\p{Cntrl}+", " ");
  }

  private static Stream<String> spellings(String secret) {
    String bare = secret.startsWith("whsec_") ? secret.substring("whsec_".length()) : secret;
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
            secret,
            bare,
            URLEncoder.encode(secret, StandardCharsets.UTF_8),
            secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"),
            secret.replace("\\", "\\\\").replace("\"", "\\\""),
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes))
        .filter(spelling -> !spelling.isBlank());
  }
}
