package io.backstay.connectors.secrets;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of authorities that are believed, and no others. */
final class Certificates {
  private Certificates() {}

  /**
   * Connections to whom the authorities of a file of PEM vouch for.
   *
   * @param named what messages call the file
   * @throws Failure when it cannot be read, or has none in it
   */
  static SSLContext trusting(Path file, String named) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), one);
      }
      if (store.size() == 0) {
        throw new GeneralSecurityException("no certificate in it");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw Failure.of("R744", "`" + named + "`, " + file + ", has no certificates to read")
          .because(e)
          .help("It has to be a file of PEM: -----BEGIN CERTIFICATE-----");
    }
  }
}
