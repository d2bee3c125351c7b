package io.backstay.run;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Reads files again to prove what they hold. */
final class Proof {
  private Proof() {}

  /**
   * Reads a file to its end.
   *
   * @throws Failure when its bytes do not have this digest
   */
  static void demand(Path file, String sha256) {
    if (!digest(file, "SHA-256").equals(sha256)) {
      throw Failure.of("R132", "`" + file.getFileName() + "` is not what was staged")
          .help("something changed it, or the disk does; look at the system's log");
    }
  }

  /** The digest of a file, in hexadecimal. */
  static String digest(Path file, String algorithm) {
    try (InputStream in = Files.newInputStream(file)) {
      DigestInputStream digesting = new DigestInputStream(in, MessageDigest.getInstance(algorithm));
      digesting.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digesting.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw Failure.of("R141", "there is no digest `" + algorithm + "`")
          .help("use sha256, sha512 or md5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
