package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
  private static final Ledger.Entry ENTRY =
      new Ledger.Entry("d".repeat(64), Fixtures.NOW, null, false);

  @TempDir Path here;

  private Ledger ledger() {
    return Ledger.in(here.resolve("sets"), "shop", "local");
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(here.resolve("sets"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void nothingWrittenIsNotTheSameAsNothingThere() {
    assertThat(ledger().entries()).isEmpty();
    ledger().remove("never-was");
    assertThat(here.resolve("sets")).as("nothing to write down").doesNotExist();

    ledger().accept(Map.of());

    assertThat(ledger().entries()).contains(Map.of());
  }

  @Test
  void whatIsRememberedIsReadBack() {
    MemoryStore store = new MemoryStore("local");
    KnownSet set = Fixtures.publish(store, here, Fixtures.NOW, "aaaa", "full");
    MarkLog log = Fixtures.catalog(Fixtures.FOLDERS, store.access()).marks(set);
    Mark mark = new Mark(Mark.Kind.BROKEN, Fixtures.NOW, "r", "why");

    ledger().enter(set.manifest());
    assertThat(ledger().entries())
        .contains(Map.of(set.id(), new Ledger.Entry(set.digest(), Fixtures.NOW, null, false)));
    MarkLog broken = log.and(mark, Fixtures.TRUST.keys());
    ledger().marked(set.id(), broken);
    ledger().marked("of-another-host", broken);
    assertThat(ledger().entries())
        .contains(
            Map.of(set.id(), new Ledger.Entry(set.digest(), Fixtures.NOW, broken.last(), true)));
    ledger().remove(set.id());
    assertThat(ledger().entries()).contains(Map.of());
  }

  @Test
  void eachStoreOfEachPlanHasItsOwn() {
    ledger().accept(Map.of("a", ENTRY));

    assertThat(Ledger.in(here.resolve("sets"), "shop", "remote").entries()).isEmpty();
    assertThat(Ledger.in(here.resolve("sets"), "other", "local").entries()).isEmpty();
    assertThat(Ledger.none().entries()).isEmpty();
    Ledger.none().accept(Map.of("a", ENTRY));
    assertThat(ledger().entries().orElseThrow()).containsOnlyKeys("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}\n", "[]\n", "{\n  \"sets\": 1\n}\n", "torn {"})
  void aDamagedMemoryIsAFailureAndNeverAnEmptyOne(String content) throws IOException {
    ledger().accept(Map.of("a", ENTRY));
    Files.writeString(file(), content);

    assertThatThrownBy(() -> ledger().entries())
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.help()).contains("--accept"));

    ledger().accept(Map.of());
    assertThat(ledger().entries()).as("accepting does not read").contains(Map.of());
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAFailure() throws IOException {
    Files.writeString(here.resolve("sets"), "a file");

    assertThatThrownBy(() -> ledger().accept(Map.of()))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R734"));
  }
}
