package com.dealersync.dev;

import com.dealersync.testing.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** What the profile tls needs, made anew at each development start that has it. */
final class DevCertificate {

  /** In the working directory, so that clients can be told once whom to trust. */
  static final Path CERTIFICATE = Path.of("target", "tls", "localhost.crt");

  private static final Path KEY = CERTIFICATE.resolveSibling("localhost.key");
  private static final String KEYSTORE = "spring.ssl.bundle.pem.web.keystore.";

  private DevCertificate() {}

  /** Whether the service is to be reached over TLS, with a certificate of ours. */
  static boolean isNeeded(Environment environment) {
    return environment.acceptsProfiles(Profiles.of("tls"));
  }

  static Map<String, Object> settings(Environment environment) {
    if (!isNeeded(environment) || environment.containsProperty(KEYSTORE + "certificate")) {
      return Map.of();
    }
    try {
      Files.createDirectories(CERTIFICATE.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SelfSigned.issue().write(CERTIFICATE, KEY);
    return Map.of(
        KEYSTORE + "certificate", CERTIFICATE.toAbsolutePath().toString(),
        KEYSTORE + "private-key", KEY.toAbsolutePath().toString());
  }
}
