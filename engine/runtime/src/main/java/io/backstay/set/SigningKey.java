package io.backstay.set;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key this host signs with: one file, both halves, in the form every OpenSSL reads.
 *
 * @param id of its public half
 * @param key its private half
 */
record SigningKey(String id, PrivateKey key) {
  private static final String TRIAL = "trial";
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  /** Reads the key, or makes one where there is none. */
  static SigningKey in(Path file) {
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      return read(file);
    } catch (IOException e) {
      throw Failure.of("R730", "the signing key `" + file + "` cannot be used: " + e)
          .help("give this user the right to read and write there, or set --state-dir")
          .because(e);
    }
  }

  private static void make(Path file) throws IOException {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String text =
          block("PRIVATE", pair.getPrivate().getEncoded())
              + block("PUBLIC", pair.getPublic().getEncoded());
      PrivateFile.create(file, text.getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      // Another run was faster, and its key is as good.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has Ed25519", e);
    }
  }

  private static SigningKey read(Path file) throws IOException {
    refuseOpen(file);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    try {
      KeyFactory keys = KeyFactory.getInstance("Ed25519");
      PrivateKey secret = keys.generatePrivate(new PKCS8EncodedKeySpec(bytes(text, "PRIVATE")));
      String id = PublicKeys.id(keys.generatePublic(new X509EncodedKeySpec(bytes(text, "PUBLIC"))));
      SigningKey key = new SigningKey(id, secret);
      if (PublicKeys.signed(key.sign(TRIAL), TRIAL)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(file).because(e);
    }
    throw unusable(file);
  }

  private static void refuseOpen(Path file) throws IOException {
    Set<PosixFilePermission> others = EnumSet.allOf(PosixFilePermission.class);
    others.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    others.retainAll(Files.getPosixFilePermissions(file));
    if (!others.isEmpty()) {
      throw Failure.of("R731", "the signing key `" + file + "` is open to others: " + others)
          .help("if nobody can have read it: chmod 600 " + file + "; else move it away");
    }
  }

  private static Failure unusable(Path file) {
    return Failure.of("R730", "the signing key `" + file + "` is not one that backstay made")
        .help("bring back a copy, or move it away: a new key is made, and old sets stay known");
  }

  /** Signs a text. */
  Manifest.Signature sign(String text) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(text.getBytes(StandardCharsets.UTF_8));
      return new Manifest.Signature(id, Base64.getEncoder().encodeToString(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs", e);
    }
  }

  private static String block(String kind, byte[] content) {
    String lines = LINES.encodeToString(content);
    return "-----BEGIN %1$s KEY-----\n%2$s\n-----END %1$s KEY-----\n".formatted(kind, lines);
  }

  private static byte[] bytes(String text, String kind) {
    Matcher found =
        Pattern.compile(
                "-----BEGIN %1$s KEY-----(.*?)-----END %1$s KEY-----".formatted(kind),
                Pattern.DOTALL)
            .matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException("no " + kind + " KEY in it");
    }
    return Base64.getMimeDecoder().decode(found.group(1));
  }

  /** Never its private half. */
  @Override
  public String toString() {
    return id;
  }
}
