package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.testing.FailingWriter;
import io.backstay.testing.MemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that dies while a set comes or goes never makes its host suspect the store. */
class CrashMemoryTest {
  private static final SetLayout LAYOUT = Fixtures.layout("new/", "metadata.json", null);
  private static final String ID = "20260213_020000-7c1e";

  @TempDir Path here;
  private final MemoryStore store = new MemoryStore("local");
  private Trust host = Fixtures.TRUST;

  private interface Act {
    void on(Store.Writer writer);
  }

  private void dyingAnywhere(Act act) {
    for (BiFunction<Store.Writer, Integer, FailingWriter> how :
        List.<BiFunction<Store.Writer, Integer, FailingWriter>>of(
            FailingWriter::crash, FailingWriter::once, FailingWriter::onceAfterwards)) {
      boolean reached = true;
      for (int call = 1; reached; call++) {
        store.objects().clear();
        host = Trust.in(here.resolve(how.hashCode() + "-" + call));
        Fixtures.publish(store, here, Fixtures.NOW.minus(Duration.ofDays(9)), "old", "full", host);
        FailingWriter writer = how.apply(store.access(), call);
        try {
          act.on(writer);
        } catch (Failure e) {
          assertThat(e.code()).isEqualTo("R799");
        }
        reached = writer.reached();
        assertCalm(call);
        pruner(store.access()).sweep();
        assertCalm(call);
      }
    }
  }

  private void assertCalm(int call) {
    SetCatalog.Listing listing = catalog(store.access()).list();
    assertThat(listing.gone()).as("call %d", call).isEmpty();
    assertThat(listing.alarming()).as("call %d", call).isEmpty();
    assertThat(listing.sets()).as("call %d", call).allMatch(set -> set.trouble().isEmpty());
  }

  @Test
  void publishing() {
    dyingAnywhere(
        writer ->
            new Publisher(catalog(writer), writer, Fixtures.HOST, Fixtures.clock())
                .publish(
                    Fixtures.making(Fixtures.run(ID, Fixtures.NOW, "full")),
                    Fixtures.staged(here, ID),
                    List.of(Artifacts.ALL)));
  }

  @Test
  void deleting() {
    dyingAnywhere(writer -> pruner(writer).delete(catalog(store.access()).list().sets()));
  }

  @Test
  void marking() {
    dyingAnywhere(
        writer ->
            new Marks(catalog(store.access()), writer)
                .add(
                    catalog(store.access()).list().sets().getFirst(),
                    new Mark(Mark.Kind.INTACT, Fixtures.NOW, "r", "checksum")));
  }

  private SetCatalog catalog(Store.Reader reader) {
    return Fixtures.catalog(LAYOUT, reader, host);
  }

  private Pruner pruner(Store.Writer writer) {
    return new Pruner(catalog(writer), writer, Fixtures.HOST, Fixtures.clock());
  }
}
