package io.backstay.connectors.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive that mongodump itself has written: two collections, of 100 and of 7 documents. */
class ArchiveScannerTest {
  private static final byte[] WHOLE = StandIn.archive("shop");

  private static Contents scan(byte[] bytes, int piece) {
    ArchiveScanner scanner = new ArchiveScanner();
    for (int at = 0; at < bytes.length; at += piece) {
      scanner.accept(bytes, at, Math.min(bytes.length, at + piece));
    }
    return scanner.finish();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1 << 20})
  void documentsAreCountedHoweverTheBytesArrive(int piece) {
    Contents contents = scan(WHOLE, piece);

    assertThat(contents.rows()).isEqualTo(Map.of("goods", 100L, "users", 7L));
    assertThat(contents.names()).isEqualTo(Map.of("tables", List.of("goods", "users")));
    assertThat(contents.database()).isEqualTo("shop");
    assertThat(contents.server()).isEqualTo("5.0.0");
  }

  @Test
  void ofADatabaseThatDoesNotExistThereIsAnArchiveOfNothing() {
    assertThat(scan(StandIn.archive("empty"), 3).names()).isEmpty();
  }

  @Test
  void whereverItBreaksOffItIsNotWhole() {
    for (int length = 0; length < WHOLE.length; length++) {
      byte[] part = Arrays.copyOf(WHOLE, length);
      assertThatThrownBy(() -> scan(part, 1 << 20), "of %d bytes", length)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("the archive breaks off");
    }
  }

  /** What is between the magic number and the first block is not covered by any checksum. */
  @Test
  void noBitOfItsDocumentsMayBeAnother() {
    int documents = new String(WHOLE, StandardCharsets.ISO_8859_1).indexOf("good 0");
    for (int at = documents; at < documents + 1200; at++) {
      byte[] flipped = WHOLE.clone();
      flipped[at] ^= 0x10;
      assertThatThrownBy(() -> scan(flipped, 1 << 20), "byte %d", at).isInstanceOf(Failure.class);
    }
  }

  /** Whatever is damaged, it is said to be damaged, or is text that nothing was counted by. */
  @Test
  void damageIsNeverABug() {
    for (int at = 0; at < WHOLE.length; at++) {
      byte[] flipped = WHOLE.clone();
      flipped[at] ^= (byte) 0x80;
      assertThat(catchThrowable(() -> scan(flipped, 1 << 20)))
          .as("byte %d", at)
          .satisfiesAnyOf(
              e -> assertThat(e).isNull(), e -> assertThat(e).isInstanceOf(Failure.class));
    }
  }

  @Test
  void aWrongChecksumIsSaid() {
    int crc = new String(WHOLE, StandardCharsets.ISO_8859_1).lastIndexOf("CRC") + 4;
    byte[] wrong = WHOLE.clone();
    wrong[crc]++;

    assertThatThrownBy(() -> scan(wrong, 1 << 20))
        .hasMessageMatching("the archive is damaged: the checksum of `(goods|users)` is another");
  }

  @Test
  void nothingFollows() {
    byte[] more = Arrays.copyOf(WHOLE, WHOLE.length + 1);
    assertThatThrownBy(() -> scan(more, 1 << 20)).hasMessageContaining("the archive breaks off");
    byte[] twice = Arrays.copyOf(WHOLE, 2 * WHOLE.length);
    System.arraycopy(WHOLE, 0, twice, WHOLE.length, WHOLE.length);
    assertThatThrownBy(() -> scan(twice, 1 << 20)).hasMessageContaining("the archive is damaged");
  }
}
