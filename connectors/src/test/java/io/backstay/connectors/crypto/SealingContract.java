package io.backstay.connectors.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.fail;

import io.backstay.spi.Failure;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.testing.TestTools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every way to encrypt keeps. */
abstract class SealingContract {
  private static final long SEED = 20260213L;

  /** The way, with keys that open what it seals. */
  abstract Sealing sealing();

  /** The same way with other keys. */
  abstract Sealing stranger();

  abstract TestTools tools();

  abstract Stock stock();

  /** What the stock tool makes of it. */
  abstract byte[] opened(Path sealed, Seal seal);

  /** What the stock tool writes. */
  abstract Sealed sealedByStock(byte[] plain);

  /** Which bytes are changed, or cut behind, of a file of this length. */
  abstract IntStream offsets(int length);

  /** An encrypted file, and what a manifest says of it. */
  static final class Sealed {
    private final byte[] bytes;
    private final Seal seal;

    Sealed(byte[] bytes, Seal seal) {
      this.bytes = bytes;
      this.seal = seal;
    }

    byte[] bytes() {
      return bytes;
    }

    Seal seal() {
      return seal;
    }

    Sealed with(byte[] others) {
      return new Sealed(others, seal);
    }
  }

  static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(SEED + size).nextBytes(bytes);
    return bytes;
  }

  /** Nothing, blocks of ciphers, chunks of age, blocks of pipelines, and what is just beside. */
  static IntStream sizes() {
    return IntStream.of(0, 1, 15, 16, 17, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_003);
  }

  final Sealed seal(byte[] plain) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    Random pieces = new Random(plain.length);
    try (Sealing.Sealer sealer = sealing().seal(to, tools())) {
      for (int at = 0; at < plain.length; ) {
        int some = Math.min(plain.length - at, 1 + pieces.nextInt(200_000));
        sealer.plain().write(plain, at, some);
        at += some;
      }
      Seal seal = sealer.finish();
      return new Sealed(to.toByteArray(), seal);
    }
  }

  final byte[] open(Sealing with, Sealed sealed) throws IOException {
    Path file = stock().file("sealed", sealed.bytes());
    try (InputStream in = with.open(file, sealed.seal(), tools())) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void whatIsSealedIsOpened(int size) throws IOException {
    byte[] plain = content(size);
    Sealed sealed = seal(plain);

    assertThat(open(sealing(), sealed)).isEqualTo(plain);
    assertThat(sealed.seal().way()).isEqualTo(sealing().way());
  }

  @Test
  void theSameContentIsNeverSealedTheSame() throws IOException {
    assertThat(seal(content(100)).bytes()).isNotEqualTo(seal(content(100)).bytes());
  }

  @Test
  void stockToolsOpenWhatIsSealed() throws IOException {
    for (int size : new int[] {0, 1, 65_536, 200_001}) {
      Sealed sealed = seal(content(size));
      Path file = stock().file("for-stock" + sealing().ending(), sealed.bytes());

      assertThat(opened(file, sealed.seal())).as("%d bytes", size).isEqualTo(content(size));
    }
  }

  @Test
  void whatStockToolsSealIsOpened() throws IOException {
    for (int size : new int[] {0, 1, 65_536, 200_001}) {
      assertThat(open(sealing(), sealedByStock(content(size))))
          .as("%d bytes", size)
          .isEqualTo(content(size));
    }
  }

  @Test
  void everyChangedByteIsFound() throws IOException {
    Sealed sealed = seal(content(70_000));
    for (int at : offsets(sealed.bytes().length).toArray()) {
      byte[] changed = sealed.bytes().clone();
      changed[at] ^= 0x10;

      assertFound(sealed.with(changed), "byte " + at + " changed");
    }
  }

  @Test
  void everyCutIsFound() throws IOException {
    Sealed sealed = seal(content(140_000));
    for (int at : offsets(sealed.bytes().length).toArray()) {
      assertFound(sealed.with(java.util.Arrays.copyOf(sealed.bytes(), at)), "cut at " + at);
    }
    byte[] longer = java.util.Arrays.copyOf(sealed.bytes(), sealed.bytes().length + 1);
    assertFound(sealed.with(longer), "a byte more");
  }

  /** What was authenticated before may have come out; its end must not have been told. */
  private void assertFound(Sealed sealed, String how) {
    try {
      open(sealing(), sealed);
    } catch (Failure | IOException found) {
      return;
    }
    fail(how + " and nobody noticed");
  }

  @Test
  void anotherKeyOpensNothing() throws IOException {
    Sealed sealed = seal(content(1000));

    assertThatThrownBy(() -> open(stranger(), sealed))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.code()).isIn("R142", "R143"));
  }

  @Test
  void nothingOfItIsSecret() throws IOException {
    assertThat(seal(content(10)).seal().toString() + sealing() + sealing().says())
        .doesNotContain("AGE-SECRET-KEY", "correct horse");
  }
}
