package io.backstay.connectors.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.testing.Needs;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("crypto")
@Needs("crypto")
class GpgTest extends SealingContract {
  private static final String OWN = "backup@example.org";

  @TempDir static Path directory;

  /** Has secret keys. */
  private static Path home = Path.of("");

  /** Has public keys only, and vouches for none of them. */
  private static Path sender = Path.of("");

  private static String key = "";
  private static String expired = "";

  @BeforeAll
  static void keys() throws IOException {
    home = keyring("home");
    sender = keyring("sender");
    make(OWN, "never");
    key = fingerprint(OWN);
    make("old@example.org", "2d");
    expired = fingerprint("old@example.org");
    byte[] exported = gpg(home, "--export");
    new Stock(directory)
        .run(exported, "gpg", "--homedir", sender.toString(), "--batch", "-q", "--import");
  }

  private static Path keyring(String name) throws IOException {
    return Files.createDirectory(
        directory.resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static void make(String who, String expires) {
    String[] then =
        expires.equals("never")
            ? new String[] {}
            : new String[] {"--faked-system-time", "20200101T000000!"};
    String[] argv = {
      "--passphrase", "", "--quick-gen-key", "Keys <" + who + ">", "future-default", "default"
    };
    gpg(home, concat(then, concat(argv, new String[] {expires})));
  }

  private static String[] concat(String[] first, String[] second) {
    return java.util.stream.Stream.of(first, second)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }

  private static byte[] gpg(Path home, String... arguments) {
    String[] argv = {
      "gpg", "--homedir", home.toString(), "--batch", "-q", "--pinentry-mode", "loopback"
    };
    return new Stock(directory).run(new byte[0], concat(argv, arguments));
  }

  private static String fingerprint(String who) {
    return new String(gpg(home, "--with-colons", "--list-keys", who), UTF_8)
        .lines()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .findFirst()
        .orElseThrow();
  }

  @AfterAll
  static void agents() {
    for (Path each : List.of(home, sender)) {
      new Stock(directory).text("gpgconf", "--homedir", each.toString(), "--kill", "all");
    }
  }

  @Override
  Sealing sealing() {
    return new Gpg(List.of(key), home);
  }

  @Override
  Sealing stranger() {
    return new Gpg(List.of(key), sender);
  }

  @Override
  TestTools tools() {
    return new TestTools(directory);
  }

  @Override
  Stock stock() {
    return new Stock(directory);
  }

  @Override
  byte[] opened(Path sealed, Seal seal) {
    return gpg(home, "--decrypt", sealed.toString());
  }

  @Override
  Sealed sealedByStock(byte[] plain) {
    byte[] sealed =
        stock().run(plain, "gpg", "--homedir", home.toString(), "--batch", "-q", "-e", "-r", OWN);
    return new Sealed(sealed, new Seal("gpg", List.of(key), 0, null));
  }

  /** Each takes a program, so these are few. */
  @Override
  IntStream offsets(int length) {
    return IntStream.of(
        0,
        1,
        20,
        60,
        95,
        110,
        length / 2,
        65_536,
        length - 23,
        length - 22,
        length - 2,
        length - 1);
  }

  @Test
  void aPublicKeyIsEnoughToSeal() throws IOException {
    Sealing onSender = new Gpg(List.of(grouped(key)), sender);
    onSender.foresee(tools());
    java.io.ByteArrayOutputStream to = new java.io.ByteArrayOutputStream();
    Seal seal;
    try (Sealing.Sealer sealer = onSender.seal(to, tools())) {
      sealer.plain().write('x');
      seal = sealer.finish();
    }
    Sealed sealed = new Sealed(to.toByteArray(), seal);

    assertThat(seal.recipients()).containsExactly(key);
    assertThat(open(sealing(), sealed)).containsExactly('x');
    assertThatThrownBy(() -> open(onSender, sealed))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R142"))
        .hasMessageContaining("no secret key of " + key);
  }

  private static String grouped(String fingerprint) {
    return "0x" + fingerprint.toLowerCase(java.util.Locale.ROOT).replaceAll("(.{4})", "$1 ");
  }

  @Test
  void anAddressIsTakenWhereTheKeyringVouchesForIt() {
    new Gpg(List.of(OWN), home).foresee(tools());

    assertThatThrownBy(() -> new Gpg(List.of(OWN), sender).foresee(tools()))
        .hasMessageContaining("nothing says")
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.help()).contains(key));
  }

  @Test
  void whoCannotBeEncryptedToIsFoundBeforeTheRun() {
    assertThatThrownBy(() -> new Gpg(List.of("nobody@example.org"), home).foresee(tools()))
        .hasMessageContaining("has no key for `nobody@example.org`");
    assertThatThrownBy(() -> new Gpg(List.of("0".repeat(40)), home).foresee(tools()))
        .hasMessageContaining("has no key");
    assertThatThrownBy(() -> new Gpg(List.of(expired), home).foresee(tools()))
        .hasMessageContaining("cannot be encrypted to");
    assertThatThrownBy(() -> new Gpg(List.of(key, ""), home).foresee(tools()))
        .hasMessageContaining("nobody to encrypt for");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-r", "--output=x@y", "a b", "Backup", "@example.org", "1234ABCD"})
  void whatCouldMeanSeveralKeysOrAnOptionIsNobody(String who) {
    assertThat(new GpgRecipient(who).possible()).isFalse();
  }

  @Test
  void whatNobodyTakesEndsTheProgram() throws IOException {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no room");
          }
        };

    try (Sealing.Sealer sealer = sealing().seal(full, tools())) {
      assertThatThrownBy(
              () -> {
                sealer.plain().write(content(1_000_000));
                sealer.finish();
              })
          .hasMessageContaining("no room");
    }
  }

  @Test
  void whatIsNotEncryptedIsNotOpened() throws IOException {
    byte[] signed = gpg(home, "--store", stock().file("plain", content(10)).toString());
    byte[] stored =
        Files.exists(directory.resolve("plain.gpg"))
            ? Files.readAllBytes(directory.resolve("plain.gpg"))
            : signed;

    assertThatThrownBy(
            () -> open(sealing(), new Sealed(stored, new Seal("gpg", List.of(key), 0, null))))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.code()).isEqualTo("R143"));
  }
}
