package io.backstay.connectors.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.spi.Secret;
import io.backstay.testing.Needs;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("crypto")
@Needs("crypto")
class OpensslTest extends SealingContract {
  private static final int ROUNDS = 10_000;
  private static final String PASSWORD = "correct horse 🐎 battery";

  @TempDir Path directory;

  @Override
  Sealing sealing() {
    return new Openssl(new Secret("key"), ROUNDS);
  }

  @Override
  Sealing stranger() {
    return new Openssl(new Secret("other"), ROUNDS);
  }

  @Override
  TestTools tools() {
    return new TestTools(directory).secret("key", PASSWORD).secret("other", "correct horse");
  }

  @Override
  Stock stock() {
    return new Stock(directory);
  }

  private String password() {
    return "file:" + stock().file("password", (PASSWORD + "\n").getBytes(UTF_8));
  }

  @Override
  byte[] opened(Path sealed, Seal seal) {
    String rounds = String.valueOf(seal.iterations());
    return stock()
        .run(
            new byte[0],
            "openssl",
            "enc",
            "-d",
            "-aes-256-cbc",
            "-pbkdf2",
            "-iter",
            rounds,
            "-in",
            sealed.toString(),
            "-pass",
            password());
  }

  @Override
  Sealed sealedByStock(byte[] plain) {
    byte[] sealed =
        stock()
            .run(
                plain,
                "openssl",
                "enc",
                "-aes-256-cbc",
                "-pbkdf2",
                "-salt",
                "-iter",
                "12000",
                "-pass",
                password());
    return new Sealed(sealed, new Seal("openssl", List.of(), 12_000, code(sealed)));
  }

  /** The code of a file as openssl alone can take it. */
  private String code(byte[] sealed) {
    byte[] salt = ("openssl enc hmac " + "        ").getBytes(US_ASCII);
    System.arraycopy(sealed, 8, salt, salt.length - 8, 8);
    String key =
        stock()
            .text(
                "openssl",
                "kdf",
                "-keylen",
                "32",
                "-kdfopt",
                "digest:SHA256",
                "-kdfopt",
                "pass:" + PASSWORD,
                "-kdfopt",
                "hexsalt:" + HexFormat.of().formatHex(salt),
                "-kdfopt",
                "iter:12000",
                "PBKDF2");
    String told =
        stock()
            .text(
                "openssl",
                "dgst",
                "-sha256",
                "-mac",
                "HMAC",
                "-macopt",
                "hexkey:" + key.replace(":", ""),
                stock().file("coded", sealed).toString());
    return told.substring(told.lastIndexOf(' ') + 1);
  }

  @Override
  IntStream offsets(int length) {
    return IntStream.concat(
        IntStream.rangeClosed(0, 33),
        IntStream.of(length / 2, length - 33, length - 32, length - 17, length - 16, length - 1));
  }

  @Test
  void theCodeIsLookedAtBeforeAByteIsDecrypted() throws IOException {
    Sealed sealed = seal(content(1000));
    byte[] changed = sealed.bytes().clone();
    changed[500] ^= 1;
    Path file = stock().file("changed", changed);

    assertThatThrownBy(() -> sealing().open(file, sealed.seal(), tools()))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R143"));
  }

  @Test
  void aMissingCodeAndTheCodeOfAnotherFileOpenNothing() throws IOException {
    Sealed sealed = seal(content(1000));
    Seal none = new Seal("openssl", List.of(), ROUNDS, null);

    assertThatThrownBy(() -> open(sealing(), new Sealed(sealed.bytes(), none)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing shows whether");
    assertThatThrownBy(
            () -> open(sealing(), new Sealed(sealed.bytes(), seal(content(1000)).seal())))
        .isInstanceOf(Failure.class);
    Seal rounds = new Seal("openssl", List.of(), 0, sealed.seal().hmac());
    assertThatThrownBy(() -> open(sealing(), new Sealed(sealed.bytes(), rounds)))
        .isInstanceOf(Failure.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two\nlines", "a\rb", "a\0b"})
  void aPasswordOpensslWouldReadAsAnotherIsRefused(String password) {
    TestTools tools = new TestTools(directory).secret("key", password);

    assertThatThrownBy(() -> sealing().foresee(tools)).hasMessageContaining("cannot be a password");
  }

  @Test
  void aPasswordOpensslWouldCutOffIsRefused() {
    TestTools tools = new TestTools(directory).secret("key", "ö".repeat(251));

    assertThatThrownBy(() -> sealing().foresee(tools)).hasMessageContaining("cannot be a password");
  }

  @Test
  void whoeverIsStoppedReadsNoFurther() throws IOException {
    Sealed sealed = seal(content(1000));
    TestTools tools = tools();
    tools.cancel();
    Path file = stock().file("stopped", sealed.bytes());

    assertThatThrownBy(() -> sealing().open(file, sealed.seal(), tools))
        .hasMessageContaining("stopped");
  }

  @Test
  void anEndThatIsWrongIsNoEnd() throws IOException {
    byte[] salt = new byte[8];
    OpensslKeys keys = OpensslKeys.of(PASSWORD, salt, ROUNDS);
    byte[] broken = Arrays.copyOf(content(64), 40);

    try (InputStream in =
        new CipherStream(new java.io.ByteArrayInputStream(broken), keys.decrypting())) {
      assertThatThrownBy(() -> in.transferTo(java.io.OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("its end");
    }
  }

  @Test
  void oneByteAtATimeIsTheSame() throws IOException {
    Sealed sealed = seal(content(40));
    Path file = stock().file("slow", sealed.bytes());

    try (InputStream in = sealing().open(file, sealed.seal(), tools())) {
      assertThat(in.read(new byte[0])).isZero();
      for (byte one : content(40)) {
        assertThat(in.read()).isEqualTo(one & 0xff);
      }
      assertThat(in.read()).isNegative();
    }
  }
}
