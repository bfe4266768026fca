package com.dealersync.delivery;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * An authority of our own with one server certificate per alias: {@code good} for good.example.com,
 * {@code other} for another host, {@code expired} for good.example.com last year, {@code munich}
 * for a name with an umlaut, {@code any} for all hosts of example.com.
 */
final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final KeyStore store;

  private Certificates(KeyStore store) {
    this.store = store;
  }

  static Certificates issue() throws Exception {
    Path directory = Files.createTempDirectory("certificates");
    Path file = directory.resolve("store.p12");
    try {
      keytool(file, "-alias", "ca", "-dname", "CN=Test CA", "-ext", "bc:c");
      String name = "san=dns:good.example.com";
      keytool(file, "-alias", "good", "-signer", "ca", "-dname", "CN=good", "-ext", name);
      keytool(
          file,
          "-alias",
          "other",
          "-signer",
          "ca",
          "-dname",
          "CN=o",
          "-ext",
          "san=dns:o.example.com");
      String any = "san=dns:*.example.com";
      keytool(file, "-alias", "any", "-signer", "ca", "-dname", "CN=any", "-ext", any);
      String munich = "san=dns:xn--mnchen-3ya.test";
      keytool(file, "-alias", "munich", "-signer", "ca", "-dname", "CN=m", "-ext", munich);
      keytool(
          file,
          "-alias",
          "expired",
          "-signer",
          "ca",
          "-dname",
          "CN=e",
          "-ext",
          name,
          "-startdate",
          "-400d",
          "-validity",
          "30");
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD);
      }
      return new Certificates(store);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  /** Trusts the authority and nobody else. */
  SSLContext trusted() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trust()}, null);
    return context;
  }

  /** Likewise. */
  X509ExtendedTrustManager trust() throws Exception {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("ca", store.getCertificate("ca"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
  }

  /** A receiver that shows this certificate. */
  Receiver receiver(String alias, Receiver.Behaviour behaviour) throws Exception {
    return receiver(alias, behaviour, "TLSv1.3", "TLSv1.2");
  }

  /** Likewise, that speaks these versions of TLS and no other. */
  Receiver receiver(String alias, Receiver.Behaviour behaviour, String... versions)
      throws Exception {
    KeyStore single = KeyStore.getInstance("PKCS12");
    single.load(null, null);
    single.setKeyEntry(
        alias, store.getKey(alias, PASSWORD), PASSWORD, store.getCertificateChain(alias));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(single, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    socket.setEnabledProtocols(versions);
    return Receiver.on(socket, behaviour);
  }

  /** Its chain and its key, as servers other than Java's read them. */
  String pem(String alias) throws Exception {
    StringBuilder pem = new StringBuilder();
    for (Certificate certificate : store.getCertificateChain(alias)) {
      pem.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return pem + pem("PRIVATE KEY", store.getKey(alias, PASSWORD).getEncoded());
  }

  private static String pem(String type, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), type);
  }

  private static void keytool(Path store, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }
}
