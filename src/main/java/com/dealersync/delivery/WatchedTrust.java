package com.dealersync.delivery;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts whom another one does, and remembers what it was shown, also if that was refused. */
final class WatchedTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager judge;
  private volatile @Nullable SeenCertificate seen;

  WatchedTrust(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  /** Whom the JVM trusts. */
  static X509ExtendedTrustManager ofJvm() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((KeyStore) null);
      return Stream.of(trust.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("The JVM trusts nobody"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM's trust store cannot be used", e);
    }
  }

  /** For handshakes of its own: a resumed session would show nothing. */
  SSLContext context() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {this}, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is part of every JDK", e);
    }
  }

  /** The server's own certificate; null while there was no handshake. */
  @Nullable SeenCertificate seen() {
    return seen;
  }

  private void remember(X509Certificate[] chain, @Nullable SSLSession session) {
    seen = SeenCertificate.of(chain[0], session == null ? null : session.getProtocol());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    remember(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    judge.checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    remember(chain, engine.getHandshakeSession());
    judge.checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    remember(chain, null);
    judge.checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    judge.checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
