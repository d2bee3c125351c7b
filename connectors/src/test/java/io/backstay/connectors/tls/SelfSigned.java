package io.backstay.connectors.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for {@code localhost} that nobody vouches for but itself.
 *
 * @param directory where {@code ca.pem} is
 */
public record SelfSigned(Path directory) {
  private static final String PASSWORD = "changeit";

  /** Makes one. */
  public static SelfSigned in(Path directory) throws IOException {
    SelfSigned made = new SelfSigned(directory);
    made.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=x", "-ext", "SAN=dns:localhost");
    made.keytool("-exportcert", "-rfc", "-file", "ca.pem");
    return made;
  }

  private void keytool(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("-alias", "own", "-keystore", "store", "-storepass", PASSWORD));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      if (builder.start().waitFor() != 0) {
        throw new IOException("keytool failed");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** For a server that has it. */
  public SSLContext server() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /** For a client that believes it. */
  public SSLContext client() throws IOException, GeneralSecurityException {
    KeyStore believed = KeyStore.getInstance(KeyStore.getDefaultType());
    believed.load(null, null);
    believed.setCertificateEntry("own", store().getCertificate("own"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(believed);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** The certificate, for servers that read files. */
  public String pem() throws IOException {
    return Files.readString(directory.resolve("ca.pem"));
  }

  /** Its key, for the same. */
  public String key() throws IOException, GeneralSecurityException {
    byte[] key = store().getKey("own", PASSWORD.toCharArray()).getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key));
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("store"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
