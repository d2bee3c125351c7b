package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Artifacts;
import io.backstay.testing.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestTest {
  @TempDir Path stage;
  private final MemoryStore store = new MemoryStore("local");

  private KnownSet made(int daysAgo) {
    return Fixtures.publish(
        store, stage, Fixtures.NOW.minus(Duration.ofDays(daysAgo)), "aa" + daysAgo, "full");
  }

  private KnownSet marked(KnownSet set, Mark.Kind kind) {
    SetCatalog catalog = Fixtures.catalog(Fixtures.FOLDERS, store.access());
    return new Marks(catalog, store.access()).add(set, new Mark(kind, Fixtures.NOW, "r", "why"));
  }

  private String led(SetLayout layout, Level level) {
    store.objects().remove("latest");
    new Latest(Fixtures.catalog(layout, store.access()), store.access()).lead(level);
    byte[] link = store.objects().getOrDefault("latest", new byte[0]);
    return new String(link, java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void itLeadsToTheNewestThatIsProvenSoFar() {
    KnownSet old = marked(made(3), Mark.Kind.READABLE);
    KnownSet mid = made(2);
    marked(made(1), Mark.Kind.BROKEN);

    assertThat(led(Fixtures.FOLDERS, Level.WRITTEN)).isEqualTo("-> " + mid.id());
    assertThat(led(Fixtures.FOLDERS, Level.INTACT)).isEqualTo("-> " + old.id());
    assertThat(led(Fixtures.FOLDERS, Level.RESTORED)).as("there is none").isEmpty();
  }

  @Test
  void withoutALinkInTheLayoutThereIsNone() {
    made(1);

    assertThat(led(Fixtures.layout("x/", "metadata.json", null), Level.WRITTEN)).isEmpty();
  }

  @Test
  void inAFlatLayoutItLeadsToTheOnlyFile() {
    StagedSet staged = Fixtures.staged(stage, "20260213_020000-aaaa");
    Fixtures.publisher(Fixtures.FLAT_WITH_LINK, store.access())
        .publish(
            Fixtures.making(Fixtures.run("20260213_020000-aaaa", Fixtures.NOW, "full")),
            staged,
            List.of(new Artifacts("uploads.tar.gz")));

    SetCatalog catalog = Fixtures.catalog(Fixtures.FLAT_WITH_LINK, store.access());
    new Latest(catalog, store.access()).lead(Level.WRITTEN);

    assertThat(store.objects().get("latest.tar.gz")).asString().isEqualTo("-> uploads.tar.gz");
  }
}
