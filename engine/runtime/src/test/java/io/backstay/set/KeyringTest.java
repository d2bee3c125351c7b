package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
  @TempDir Path here;
  private Path file = Path.of("");
  private Keyring keys = Keyring.in(Path.of(""));

  @BeforeEach
  void keys() {
    Path directory = here.resolve("state/keys");
    file = directory.resolve("signing.pem");
    keys = Keyring.in(directory);
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.code()).isEqualTo(code);
              assertThat(f.help()).isNotBlank();
            });
  }

  @Test
  void aKeyIsMadeWhenItIsFirstNeededAndNobodyElseCanReadIt() throws IOException {
    assertThat(keys.own()).isEmpty();
    assertThat(keys.trusted()).isEmpty();
    assertThat(file.getParent()).as("looking makes nothing").doesNotExist();

    Manifest.Signature signature = keys.sign("text");

    assertThat(PublicKeys.signed(signature, "text")).isTrue();
    assertThat(PublicKeys.signed(signature, "other")).isFalse();
    assertThat(keys.own()).containsExactly(signature.key());
    assertThat(keys.trusted()).containsExactly(signature.key());
    assertThat(keys.sign("again").key()).isEqualTo(signature.key());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    try (Stream<Path> all = Files.list(file.resolveSibling("."))) {
      assertThat(all).as("nothing is left over").hasSize(2);
    }
  }

  @Test
  void itIsAKeyThatOpensslReads() throws Exception {
    keys.ready();
    Process openssl =
        new ProcessBuilder("openssl", "pkey", "-in", file.toString(), "-noout", "-text")
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(openssl.waitFor()).as(said).isZero();
    assertThat(said).contains("ED25519");
  }

  @Test
  void runsThatStartTogetherHaveOneKey() throws Exception {
    Set<String> ids = new HashSet<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      Callable<String> sign = () -> Keyring.in(here.resolve("state/keys")).sign("x").key();
      for (Future<String> each : pool.invokeAll(List.of(sign, sign, sign, sign, sign, sign))) {
        ids.add(each.get());
      }
    }
    assertThat(ids).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "garbage", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"})
  void aKeyThatIsNoneIsRefusedAndNeverReplaced(String content) throws IOException {
    keys.ready();
    Files.writeString(file, content);

    assertRefused("R730", keys::ready);

    assertThat(file).hasContent(content);
  }

  @Test
  void twoHalvesOfDifferentKeysAreRefused() throws IOException {
    keys.ready();
    Keyring other = Keyring.in(here.resolve("other"));
    other.ready();
    String theirs = Files.readString(here.resolve("other/signing.pem"));
    String ours = Files.readString(file);
    int half = ours.indexOf("-----BEGIN PUBLIC");
    Files.writeString(
        file, ours.substring(0, half) + theirs.substring(theirs.indexOf("-----BEGIN PUBLIC")));

    assertRefused("R730", () -> keys.sign("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void aKeyThatIsOpenToOthersIsRefused(String mode) throws IOException {
    keys.ready();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertRefused("R731", keys::ready);
  }

  @Test
  void aKeyThatIsReplacedStaysKnown() throws IOException {
    String first = keys.sign("x").key();
    Files.delete(file);

    String second = keys.sign("x").key();

    assertThat(second).isNotEqualTo(first);
    assertThat(keys.own()).containsExactly(first, second);
    assertThat(keys.trusted()).containsExactly(first, second);
  }

  @Test
  void anotherKeyIsBelievedOnceOrForGood() {
    String other = Keyring.in(here.resolve("other")).sign("x").key();

    assertThat(keys.with(other).trusted()).containsExactly(other);
    assertThat(keys.trusted()).as("nothing was written").isEmpty();
    keys.trust(other);
    keys.trust(other);
    assertThat(keys.trusted()).containsExactly(other);
    assertThat(file.resolveSibling("trusted")).hasContent(other + " accepted");
    assertThat(keys.own()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "../../etc/passwd", "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"})
  void whatIsNoIdIsRefused(String id) {
    assertRefused("R733", () -> keys.with(id));
    assertRefused("R733", () -> keys.trust(id));
  }

  @Test
  void aPlaceThatCannotBeUsedIsAFailure() throws IOException {
    Files.createDirectories(here.resolve("state"));
    Files.writeString(here.resolve("state/keys"), "a file");

    assertRefused("R730", () -> keys.sign("x"));
    assertRefused("R730", () -> keys.trust("A".repeat(43)));

    Path trusted = Files.createDirectories(here.resolve("odd/trusted"));
    Keyring odd = Keyring.in(trusted.resolveSibling("."));
    assertRefused("R730", odd::trusted);
    assertRefused("R730", odd::own);
  }

  @Test
  void aKeyIsNeverShown() {
    keys.ready();
    assertThat(SigningKey.in(file)).hasToString(keys.sign("x").key());
  }

  @Test
  void anIdThatIsNoPointOfTheCurveHasSignedNothing() {
    Manifest.Signature signature = keys.sign("x");

    assertThat(PublicKeys.signed(new Manifest.Signature("_".repeat(43), signature.value()), "x"))
        .isFalse();
    assertThat(PublicKeys.signed(new Manifest.Signature(signature.key(), "%%"), "x")).isFalse();
  }
}
