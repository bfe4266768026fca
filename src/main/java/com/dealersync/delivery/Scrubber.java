package com.dealersync.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes what must stay secret out of a text that a dealer sent, whichever way it quotes it. */
final class Scrubber {
  private static final String MASK = "***";
  private static final Pattern LABEL = Pattern.compile("^(whsec_|v1,)");

  private final List<String> secrets;

  Scrubber(Stream<String> secrets) {
    this.secrets =
        secrets
            .filter(secret -> !secret.isBlank())
            .distinct()
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
    String bare = LABEL.matcher(secret).replaceFirst("");
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
