package io.backstay.connectors.crypto;

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
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("crypto")
@Needs("crypto")
class AgeTest extends SealingContract {
  @TempDir static Path directory;

  private static String identity = "";
  private static String other = "";
  private static String recipient = "";

  @BeforeAll
  static void keys() {
    identity = new Stock(directory).text("age-keygen");
    other = new Stock(directory).text("age-keygen");
    recipient = recipient(identity);
  }

  private static String recipient(String key) {
    return new String(new Stock(directory).run(key.getBytes(UTF_8), "age-keygen", "-y"), UTF_8)
        .strip();
  }

  @Override
  Sealing sealing() {
    return new Age(List.of(recipient), new Secret("key"));
  }

  @Override
  Sealing stranger() {
    return new Age(List.of(recipient), new Secret("other"));
  }

  @Override
  TestTools tools() {
    return new TestTools(directory).secret("key", identity).secret("other", other);
  }

  @Override
  Stock stock() {
    return new Stock(directory);
  }

  @Override
  byte[] opened(Path sealed, Seal seal) {
    String key = stock().file("identity", identity.getBytes(UTF_8)).toString();
    return stock().run(new byte[0], "age", "-d", "-i", key, sealed.toString());
  }

  @Override
  Sealed sealedByStock(byte[] plain) {
    byte[] sealed = stock().run(plain, "age", "-r", recipient);
    return new Sealed(sealed, new Seal("age", List.of(recipient), 0, null));
  }

  /** Every byte of the header and the nonce, and all about the edges of the chunks. */
  @Override
  IntStream offsets(int length) {
    int header = 200;
    IntStream edges =
        IntStream.rangeClosed(1, length / (65_536 + 16))
            .map(chunk -> header + chunk * (65_536 + 16))
            .flatMap(edge -> IntStream.rangeClosed(Math.max(0, edge - 24), edge + 24));
    return IntStream.concat(
            IntStream.concat(IntStream.rangeClosed(0, header + 40), edges),
            IntStream.of(length / 2, length - 17, length - 16, length - 1))
        .filter(at -> at < length);
  }

  @Test
  void eachRecipientOpensIt() throws IOException {
    Sealing both = new Age(List.of(recipient(other), recipient), null);
    assertThat(both.says()).contains("2 recipients");
    java.io.ByteArrayOutputStream to = new java.io.ByteArrayOutputStream();
    Seal seal;
    try (Sealing.Sealer sealer = both.seal(to, tools())) {
      sealer.plain().write('x');
      seal = sealer.finish();
    }

    assertThat(seal.recipients()).containsExactly(recipient(other), recipient);
    assertThat(open(sealing(), new Sealed(to.toByteArray(), seal))).containsExactly('x');
    assertThat(open(stranger(), new Sealed(to.toByteArray(), seal))).containsExactly('x');
  }

  @Test
  void aHostWithoutTheIdentitySealsAndSaysThatItCannotOpen() throws IOException {
    Sealed sealed = seal(content(10));

    assertThatThrownBy(() -> open(new Age(List.of(recipient), null), sealed))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R142"))
        .hasMessageContaining(recipient);
  }

  @Test
  void whatIsNoIdentityIsNotShown() throws IOException {
    Sealed sealed = seal(content(10));
    String damaged = identity.replaceFirst("(AGE-SECRET-KEY-1.{57}).", "$1");
    TestTools none = new TestTools(directory).secret("key", "hunter2");
    TestTools broken = new TestTools(directory).secret("key", "AGE-SECRET-KEY-1" + "Q".repeat(58));
    TestTools cut = new TestTools(directory).secret("key", damaged);
    Path file = stock().file("closed", sealed.bytes());

    for (TestTools tools : List.of(none, broken, cut)) {
      assertThatThrownBy(() -> sealing().open(file, sealed.seal(), tools))
          .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R143"))
          .message()
          .doesNotContain("hunter2", "AGE-SECRET");
    }
  }

  @Test
  void whatIsNoRecipientIsRefused() {
    assertThat(Age.possible(recipient)).isTrue();
    assertThat(Age.possible(recipient.replace('q', 'p') + "x")).isFalse();
    assertThat(Age.possible("ssh-ed25519 AAAA")).isFalse();
    assertThatThrownBy(() -> new Age(List.of(""), null).foresee(tools()))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R144"));
  }
}
