package io.backstay.run;

import io.backstay.spi.Failure;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A seal that any child could break, but that shows who closed it.
 *
 * @param key closes and opens
 * @param mood what goes wrong
 */
record Wax(byte key, Mood mood) implements Sealing {
  /** What goes wrong. */
  enum Mood {
    FINE,
    BREAKS,
    CANNOT,
    LIES
  }

  static final Wax RED = new Wax((byte) 0x5a, Mood.FINE);
  static final Wax BLUE = new Wax((byte) 0x33, Mood.FINE);

  @Override
  public String way() {
    return "wax";
  }

  @Override
  public String ending() {
    return ".wax";
  }

  @Override
  public String says() {
    return "sealed with wax";
  }

  @Override
  public List<Sealing> each() {
    return List.of();
  }

  @Override
  public void foresee(Tools tools) {
    if (mood == Mood.CANNOT) {
      throw Failure.of("R144", "there is no wax");
    }
  }

  @Override
  public Sealer seal(OutputStream to, Tools tools) throws IOException {
    MessageDigest digest = sha256();
    put(new byte[] {key}, to, digest);
    return new Sealer() {
      @Override
      public OutputStream plain() {
        return new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            put(new byte[] {(byte) (one ^ key)}, to, digest);
          }
        };
      }

      @Override
      public Seal finish() {
        if (mood == Mood.BREAKS) {
          throw Failure.of("R144", "the wax broke");
        }
        return new Seal("wax", List.of("ring"), 7, HexFormat.of().formatHex(digest.digest()));
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  private static void put(byte[] bytes, OutputStream to, MessageDigest digest) throws IOException {
    digest.update(bytes);
    to.write(bytes);
  }

  @Override
  public InputStream open(Path sealed, Seal seal, Tools tools) throws IOException {
    byte[] bytes = Files.readAllBytes(sealed);
    if (bytes[0] != key) {
      throw Failure.of("R143", "this is not the ring that closed it");
    }
    if (!HexFormat.of().formatHex(sha256().digest(bytes)).equals(seal.hmac())) {
      throw Failure.of("R143", "the wax is broken");
    }
    byte[] plain = Arrays.copyOfRange(bytes, 1, bytes.length);
    for (int at = 0; at < plain.length; at++) {
      plain[at] ^= mood == Mood.LIES ? 0 : key;
    }
    return new ByteArrayInputStream(plain);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
