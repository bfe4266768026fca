package com.dealersync.delivery;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a server showed of itself in a TLS handshake, valid or not.
 *
 * @param subject whose it is
 * @param issuer who vouches for it
 * @param protocol of the session, such as {@code TLSv1.3}; null if it is not known
 */
public record SeenCertificate(
    String subject, String issuer, Instant from, Instant until, @Nullable String protocol) {

  static SeenCertificate of(X509Certificate certificate, @Nullable String protocol) {
    return new SeenCertificate(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        protocol);
  }
}
