package io.backstay.run.stream;

import static io.backstay.run.stream.Archives.tree;
import static io.backstay.run.stream.Archives.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.stream.Archives.Made;
import io.backstay.run.stream.StreamException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveVerifierTest {
  @TempDir Path folder;
  private Path tree = Path.of("");

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectory(folder.resolve("tree"));
    Tool.run(
        tree,
        "sh",
        "-c",
        "mkdir sub; echo one > a; echo two > sub/größe; ln -s a link; ln a hard; : > empty;"
            + " touch -d @1700000000 a sub/* empty sub .; touch -h -d @1700000000 link");
  }

  @Test
  void cutAtEveryBlockItIsDamaged() throws IOException {
    Made made = Archives.make(folder.resolve("a.tar"), tree("d", tree));
    byte[] whole = Files.readAllBytes(made.file().file());

    for (int size = 0; size < whole.length; size += 512) {
      Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, size));
      assertThatThrownBy(() -> verify(StoredFile.of(cut), made.inventory()))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
          .hasMessageContaining("cut off");
    }
    assertThat(verify(StoredFile.of(made.file().file()), made.inventory()).clean()).isTrue();
  }

  @Test
  void withItsProofEveryFlippedBitIsNoticed() throws IOException {
    Made made = Archives.make(folder.resolve("a.tar"), tree("d", tree));
    byte[] whole = Files.readAllBytes(made.file().file());
    Random random = new Random(1);

    for (int i = 0; i < 300; i++) {
      Files.write(made.file().file(), flipped(whole, random.nextInt(whole.length), random));
      assertThatThrownBy(() -> verify(made.file(), made.inventory()))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
    }
  }

  /** Padding and the like may be flipped without harm; members never, and nothing else breaks. */
  @Test
  void withoutItsProofNoMemberIsEverTakenForWhatItIsNot() throws IOException {
    // Its name stands twice, in the header and in an extended record, so either may be flipped.
    Files.delete(tree.resolve("sub/größe"));
    Made made = Archives.make(folder.resolve("a.tar"), tree("d", tree));
    byte[] whole = Files.readAllBytes(made.file().file());
    Path file = folder.resolve("flipped.tar");
    Random random = new Random(2);
    int unnoticed = 0;

    for (int i = 0; i < whole.length; i += 1 + random.nextInt(4)) {
      byte[] flipped = flipped(whole, i, random);
      Files.write(file, flipped);
      try {
        if (verify(StoredFile.of(file), made.inventory()).clean()) {
          unnoticed++;
          assertThat(whole[i] == 0 || whole[i] == ' ' || inChecksum(i)).as("byte " + i).isTrue();
        }
      } catch (StreamException e) {
        assertThat(e.kind()).isEqualTo(Kind.DAMAGED);
      }
    }
    assertThat(unnoticed).isLessThan(whole.length / 3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "echo twofold > a; , size 8 instead of 4, another content",
        "touch -d @1700000001 a; mtime 2023-11-14T22:13:21Z instead of 2023-11-14T22:13:20Z",
        "chmod 600 a; has mode 0600 instead of 0644",
        "ln -sfn b link && touch -h -d @1700000000 link; `d/link` has target b instead of a",
        "chmod 700 empty; `d/empty` has mode 0700 instead of 0644",
        "rm sub/größe; größe` ",
        "rm -r empty sub link hard a; the inventory",
        "touch new; the inventory"
      })
  void whatDiffersIsNamed(String change, String difference) throws IOException {
    Made before = Archives.make(folder.resolve("before.tar"), tree("d", tree));
    Tool.run(
        tree,
        "sh",
        "-c",
        change + "; touch -d @1700000000 sub . 2>/dev/null || touch -d @1700000000 .");
    Made after = Archives.make(folder.resolve("after.tar"), tree("d", tree));

    Verification verification = verify(after.file(), before.inventory());

    assertThat(verification.clean()).isFalse();
    assertThat(verification.totals()).isEqualTo(after.report().totals());
    assertThat(String.join("\n", verification.differences()) + " ").contains(difference);
  }

  @Test
  void anInventoryThatIsCutOrChangedProvesNothing() throws IOException {
    Made made = Archives.make(folder.resolve("a.tar"), tree("d", tree));
    String lines = Tool.run(folder, "zstd", "-dc", made.inventory().file().toString());

    String[][] bad = {
      {"", "is cut off"},
      {"{\"inventory\":\"other/v9\"}\n", "is not an inventory this version can read"},
      {lines.substring(0, lines.lastIndexOf("{\"totals")), "is cut off"},
      {lines.substring(0, lines.length() / 2), "is damaged"},
      {lines.replaceFirst("\\{\"name\":\"d/a\".*\n", ""), "does not list what its totals say"},
      {lines.replace("\"files\":3", "\"files\":4"), "does not list what its totals say"},
      {lines + "{\"name\":\"x\"}\n", "goes on after its totals"},
      {lines.replace("\"type\":\"symlink\"", "\"type\":\"wormhole\""), "is damaged"},
    };
    for (String[] one : bad) {
      StoredFile inventory =
          new StoredFile(Files.writeString(folder.resolve("i"), one[0]), Codec.NONE, null);
      assertThatThrownBy(() -> verify(made.file(), inventory))
          .isInstanceOfSatisfying(
              StreamException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED))
          .hasMessageContaining(one[1]);
    }
  }

  /** A leading zero may become a space there: the number is the same. */
  private static boolean inChecksum(int offset) {
    int inBlock = offset % TarHeader.RECORD;
    return inBlock >= 148 && inBlock < 156;
  }

  private static byte[] flipped(byte[] bytes, int at, Random random) {
    byte[] other = bytes.clone();
    other[at] ^= (byte) (1 << random.nextInt(8));
    return other;
  }
}
