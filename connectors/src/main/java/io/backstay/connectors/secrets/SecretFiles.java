package io.backstay.connectors.secrets;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** Reads files that hold secrets. No message ever contains what is in them. */
final class SecretFiles {
  private static final int LONGEST = 64 << 10;

  private SecretFiles() {}

  /** The secret a file holds. */
  static String read(Path file, String origin) {
    return notEmpty(withoutLineBreak(text(file)), origin);
  }

  /** All of a file, if it is short. */
  static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LONGEST + 1);
      if (bytes.length > LONGEST) {
        throw Failure.of("R741", "`" + file + "` is too long to hold a secret");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failure.of("R741", "cannot read `" + file + "`")
          .because(e)
          .help("It has to be a file this user may read.");
    }
  }

  /** A secret everybody can read is none. */
  static void refuseWorldReadable(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw Failure.of("R740", "`" + file + "` holds a secret and everybody can read it")
            .help("Take that right away: chmod o-rwx " + file);
      }
    } catch (IOException e) {
      throw Failure.of("R741", "cannot look at `" + file + "`").because(e);
    }
  }

  /** An empty secret is a mistake nobody notices until it opens a door. */
  static String notEmpty(String value, String origin) {
    if (value.isEmpty()) {
      throw Failure.of("R742", "the secret from " + origin + " is empty")
          .help("Set it, or remove this provider so that the next one answers.");
    }
    return value;
  }

  /** What editors and programs add to a line. */
  static String withoutLineBreak(String text) {
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return line.length() < text.length() && line.endsWith("\r")
        ? line.substring(0, line.length() - 1)
        : line;
  }
}
