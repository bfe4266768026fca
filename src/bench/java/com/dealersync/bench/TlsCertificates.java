package com.dealersync.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A private authority and a certificate for each host, ECDSA on P-256. All hosts have the same key,
 * which no client can make use of: only what it is shown has to differ.
 */
final class TlsCertificates {
  static final String PASSWORD = "changeit";

  private final X500Principal authority = new X500Principal("CN=Bench CA");
  private final KeyPair hosts;
  private final ContentSigner signer;
  private final X509Certificate root;
  private long serial = 1;

  TlsCertificates() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair own = keys.generateKeyPair();
      hosts = keys.generateKeyPair();
      signer = new JcaContentSignerBuilder("SHA256withECDSA").build(own.getPrivate());
      root =
          signed(
              builder(authority, own)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(true)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  X509Certificate root() {
    return root;
  }

  PrivateKey key() {
    return hosts.getPrivate();
  }

  X509Certificate of(String host) {
    try {
      return signed(
          builder(new X500Principal("CN=" + host), hosts)
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.dNSName, host))));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For {@code javax.net.ssl.trustStore}: the authority and nobody else. */
  void writeTrustStore(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("bench", root);
      store.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509v3CertificateBuilder builder(X500Principal subject, KeyPair key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        authority,
        BigInteger.valueOf(serial++),
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(Duration.ofDays(90))),
        subject,
        key.getPublic());
  }

  private X509Certificate signed(X509v3CertificateBuilder certificate)
      throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(certificate.build(signer));
  }
}
