package io.backstay.run.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.StoredFile.Proof;
import io.backstay.run.stream.StreamException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "cat,x",
    "gzip -c,x.gz",
    "gzip -1c,x.tgz",
    "pigz -c,x.gz",
    "zstd -c,x.zst",
    "zstd -c -T2 -1,x.tzst"
  })
  void whatTheToolsWroteIsRead(String tool, String name) throws IOException {
    byte[] content = content(3_000_000);
    Files.write(folder.resolve("plain"), content);
    Tool.run(folder, "sh", "-c", tool + " plain > " + name);

    assertThat(read(StoredFile.of(folder.resolve(name)))).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void allMembersAreRead(String tool) throws IOException {
    String name = tool.equals("gzip") ? "x.gz" : "x.zst";
    Tool.run(
        folder,
        "sh",
        "-c",
        "(echo one | %s; echo two | %s; : | %s; echo three | %s) > %s"
            .formatted(tool, tool, tool, tool, name));

    assertThat(new String(read(StoredFile.of(folder.resolve(name))), StandardCharsets.UTF_8))
        .isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void aGzipHeaderMayHoldMoreThanItHasTo() throws IOException {
    Tool.run(folder, "sh", "-c", "printf hello | gzip -n > plain.gz");
    byte[] plain = Files.readAllBytes(folder.resolve("plain.gz"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    out.writeBytes(new byte[] {44, 1});
    out.writeBytes(new byte[300]);
    out.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(new byte[2]);
    out.write(plain, 10, plain.length - 10);
    Files.write(folder.resolve("x.gz"), out.toByteArray());

    assertThat(read(StoredFile.of(folder.resolve("x.gz"))))
        .isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.gz", "x.zst"})
  void cutAnywhereItIsDamaged(String name) throws IOException {
    byte[] stored = storedTwice(name);

    for (int size = 0; size < stored.length; size++) {
      assertDamaged(
          StoredFile.of(Files.write(folder.resolve("cut-" + name), Arrays.copyOf(stored, size))),
          size == stored.length / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.gz", "x.zst"})
  void goingOnAfterItsEndItIsDamaged(String name) throws IOException {
    byte[] stored = storedTwice(name);

    for (String garbage :
        new String[] {"\0", "x", "garbage that is longer than any header", "\u001f\u008b"}) {
      byte[] more = garbage.getBytes(StandardCharsets.ISO_8859_1);
      byte[] all = Arrays.copyOf(stored, stored.length + more.length);
      System.arraycopy(more, 0, all, stored.length, more.length);
      assertDamaged(StoredFile.of(Files.write(folder.resolve("more-" + name), all)), false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x.gz", "x.zst"})
  void anyFlippedBitIsNoticedBeforeTheEndIsReached(String name) throws IOException {
    Path file = folder.resolve(name);
    Stored stored =
        Pipeline.store(Producer.of(new ByteArrayInputStream(content(250))), Destination.of(file));
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << i % 8);
      Files.write(folder.resolve("flipped-" + name), flipped);
      assertDamaged(StoredFile.of(folder.resolve("flipped-" + name)).proven(stored), false);
    }
  }

  @Test
  void anotherFileOfTheSameSizeIsNoticed() throws IOException {
    Path file = Files.writeString(folder.resolve("x"), "abc");
    StoredFile proven = new StoredFile(file, Codec.NONE, new Proof(3, "0".repeat(64)));

    assertDamaged(proven, false);
  }

  @Test
  void aFileThatIsNotWhatItsNameSaysIsDamaged() throws IOException {
    Files.writeString(folder.resolve("x.gz"), "plain text, not compressed at all");
    Files.writeString(folder.resolve("x.zst"), "plain text, not compressed at all");

    assertDamaged(StoredFile.of(folder.resolve("x.gz")), false);
    assertDamaged(StoredFile.of(folder.resolve("x.zst")), false);
  }

  @Test
  void aMissingFileIsUnreadable() {
    assertThatThrownBy(() -> StoredFile.of(folder.resolve("none")).open())
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREADABLE))
        .hasMessageContaining("does not exist");
  }

  /** Two members or frames; cut between them it is whole to every tool, and only a proof tells. */
  private byte[] storedTwice(String name) throws IOException {
    Path file = folder.resolve(name);
    Pipeline.store(Producer.of(new ByteArrayInputStream(content(150))), Destination.of(file));
    byte[] once = Files.readAllBytes(file);
    byte[] twice = Arrays.copyOf(once, 2 * once.length);
    System.arraycopy(once, 0, twice, once.length, once.length);
    return twice;
  }

  private static void assertDamaged(StoredFile file, boolean wholeAfterAll) throws IOException {
    if (wholeAfterAll) {
      assertThat(read(file)).hasSize(150);
      return;
    }
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
  }

  private static byte[] read(StoredFile file) throws IOException {
    try (InputStream stream = file.open()) {
      return stream.readAllBytes();
    }
  }

  private static byte[] content(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    Arrays.fill(bytes, size / 3, size / 2, (byte) 'a');
    return bytes;
  }
}
