package io.backstay.connectors.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;

/**
 * What {@code openssl enc -aes-256-cbc -pbkdf2} reads and writes. That cipher hides tampering, so
 * an HMAC over the whole file stands beside it, and is looked at before a byte is decrypted.
 *
 * @param password a secret of one line
 * @param iterations rounds that make keys of it
 */
record Openssl(Secret password, int iterations) implements Sealing {
  static final String WAY = "openssl";

  /** How a file begins; the salt follows. */
  private static final byte[] MAGIC = "Salted__".getBytes(US_ASCII);

  private static final int SALT = 8;
  private static final int BLOCK = 1 << 17;

  /** Longer ones are cut off by openssl, so that it would use another one. */
  private static final int LONGEST = 500;

  @Override
  public String way() {
    return WAY;
  }

  @Override
  public String ending() {
    return ".enc";
  }

  @Override
  public String says() {
    return "encrypted by openssl aes-256-cbc with " + password;
  }

  @Override
  public List<Sealing> each() {
    return List.of();
  }

  @Override
  public void foresee(Tools tools) {
    usable(tools);
  }

  private String usable(Look look) {
    String value = look.reveal(password);
    boolean oneLine = value.chars().noneMatch(c -> c == '\n' || c == '\r' || c == 0);
    if (value.isEmpty() || !oneLine || value.getBytes(UTF_8).length > LONGEST) {
      throw Failure.of("R144", password + " cannot be a password for openssl")
          .help("openssl reads one line of at most " + LONGEST + " bytes, and not an empty one");
    }
    return value;
  }

  @Override
  public Sealer seal(OutputStream to, Tools tools) throws IOException {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    OpensslKeys keys = OpensslKeys.of(usable(tools), salt, iterations);
    OpensslSealer sealer = new OpensslSealer(keys, iterations, to);
    sealer.header(MAGIC, salt);
    return sealer;
  }

  @Override
  public InputStream open(Path sealed, Seal seal, Tools tools) throws IOException {
    String hmac = seal.hmac();
    if (hmac == null || seal.iterations() < 1) {
      throw Failure.of("R143", "nothing shows whether `" + sealed.getFileName() + "` was changed");
    }
    OpensslKeys keys = OpensslKeys.of(usable(tools), salt(sealed), seal.iterations());
    if (!MessageDigest.isEqual(HexFormat.of().parseHex(hmac), hmac(sealed, keys, tools))) {
      throw Failure.of("R143", password + " is not the password this was encrypted with")
          .help("give the one that was in use then; or the file and its manifest were changed");
    }
    InputStream in = Files.newInputStream(sealed);
    in.skipNBytes(MAGIC.length + SALT);
    return new CipherStream(in, keys.decrypting());
  }

  private static byte[] salt(Path sealed) throws IOException {
    try (InputStream in = Files.newInputStream(sealed)) {
      byte[] header = in.readNBytes(MAGIC.length + SALT);
      byte[] magic = Arrays.copyOf(header, MAGIC.length);
      if (header.length < MAGIC.length + SALT || !Arrays.equals(magic, MAGIC)) {
        throw Failure.of("R143", "`" + sealed.getFileName() + "` is not what openssl writes");
      }
      return Arrays.copyOfRange(header, MAGIC.length, header.length);
    }
  }

  private static byte[] hmac(Path sealed, OpensslKeys keys, Look look) throws IOException {
    Mac mac = keys.mac();
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(sealed)) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        if (look.cancelled()) {
          throw Failure.of("R104", "stopped while reading `" + sealed.getFileName() + "`");
        }
        mac.update(block, 0, n);
      }
    }
    return mac.doFinal();
  }
}
