package io.backstay.connectors.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.databases.DumpReadable;
import io.backstay.connectors.databases.OpRunner;
import io.backstay.connectors.databases.TestTools;
import io.backstay.connectors.databases.TestWorld;
import io.backstay.spi.Artifacts;
import io.backstay.spi.DatabaseSource.Dump;
import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.DatabaseSource.Recording;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoDbTest {
  private static final Load LOAD =
      new Load(new Artifacts("a.archive"), List.of(), 2, List.of(), List.of());

  @TempDir Path directory;
  @TempDir Path scratch;
  private StandIn programs = new StandIn(Path.of("."));

  @BeforeEach
  void thereIsAShop() {
    programs = StandIn.in(directory);
    programs.put("shop", StandIn.archive("shop"));
  }

  private OpRunner runner(String database) {
    TestTools tools = new TestTools(scratch, "20260213_050211");
    tools.secrets.put("uri", StandIn.URI);
    return new OpRunner(tools, programs.source(database));
  }

  private List<Op> dump(String database) {
    Recording record = new Recording(List.of("all"), false);
    return programs
        .source(database)
        .dump(new Dump("a.archive", Op.Codec.NONE, null, "all", "database", List.of(), 1, record));
  }

  private static Verdict readable(OpRunner runner) {
    return new TestWorld(runner)
        .make(new DumpReadable(), new DumpReadable.Params(List.of(Artifacts.ALL)));
  }

  private OpRunner dumped() {
    OpRunner runner = runner("shop");
    runner.run(dump("shop"));
    return runner;
  }

  @Test
  void whatWasDumpedIsCountedReadAgainAndLoadedIntoAnEmptyDatabase() throws IOException {
    OpRunner runner = dumped();
    assertThat(runner.recorded("db").get("row-counts"))
        .contains(Map.of("goods", 100L, "users", 7L));
    assertThat(readable(runner)).isInstanceOf(Verdict.Passed.class);

    OpRunner other = runner("shop-2");
    other.adopt(runner);
    other.run(programs.source("shop-2").load(LOAD));

    assertThat(directory.resolve("shop-2")).hasSameBinaryContentAs(directory.resolve("shop"));
    assertThat(programs.text("told"))
        .isEqualTo("uri: \"mongodb://backup:correct\\\\horse\\\"@db.internal/\"\n");
    assertThat(programs.text("mode")).isEqualTo("600\n");
    try (Stream<Path> left = Files.list(scratch)) {
      assertThat(left.map(file -> file.getFileName().toString())).containsExactly("set-a.archive");
    }
  }

  @Test
  void whatIsThereIsNeverReplaced() {
    OpRunner runner = dumped();
    programs.program(Access.RESTORE, "echo >touched");

    assertThatThrownBy(() -> runner.run(programs.source("shop").load(LOAD)))
        .hasMessageContaining("database `shop` is not empty: it has goods");
    assertThat(directory.resolve("touched")).doesNotExist();
  }

  @Test
  void aLoadThatBroughtLessHasFailed() {
    OpRunner other = runner("shop-2");
    other.adopt(dumped());
    programs.program(Access.RESTORE, "cat >/dev/null; cp none \"$database\"");

    assertThatThrownBy(() -> other.run(programs.source("shop-2").load(LOAD)))
        .hasMessageContaining("what was loaded is not what the dump holds: tables lack goods")
        .satisfies(
            e -> assertThat(((Failure) e).help()).contains("Drop what was loaded into `shop-2`"));
  }

  @Test
  void aLoadThatWasRefusedSaysWhyAndKeepsThePassword() {
    OpRunner other = runner("shop-2");
    other.adopt(dumped());
    programs.program(
        Access.RESTORE,
        "echo '2026-11-22T21:17:38.164+0000 Failed: correct\\horse\" no' >&2; exit 1");

    assertThatThrownBy(() -> other.run(programs.source("shop-2").load(LOAD)))
        .hasMessageContaining("mongorestore exited with 1: Failed: *** no");
  }

  @Test
  void aDumpThatBreaksOffIsNoDumpWhateverTheProgramSays() {
    byte[] whole = StandIn.archive("shop");
    programs.put("shop", Arrays.copyOf(whole, whole.length - 4));
    assertThatThrownBy(this::dumped)
        .hasMessageContaining("mongodump exited with 0, but the archive breaks off");
  }

  @Test
  void aDumpWhoseProgramFailsIsNoDumpHoweverWholeItLooks() {
    programs.program(Access.DUMP, "cat shop; echo 'server selection error: timeout' >&2; exit 1");
    assertThatThrownBy(this::dumped)
        .hasMessageContaining("mongodump exited with 1: server selection error")
        .satisfies(e -> assertThat(((Failure) e).isTransient()).isTrue());
  }

  @Test
  void aDatabaseThatDoesNotExistIsNotDumpedAsNothing() {
    OpRunner runner = runner("shpo");
    assertThatThrownBy(() -> runner.run(dump("shpo")))
        .hasMessageContaining("database `shpo` has no collection");
  }

  @Test
  void anArchiveOfAnotherTimeIsNotWhatWasDumped() throws IOException {
    OpRunner runner = dumped();
    Files.write(scratch.resolve("set-a.archive"), StandIn.archive("empty"));
    assertThat(readable(runner).toString()).contains("tables lack goods");
  }

  @Test
  void whatIsNotForItIsRefused() {
    MongoDbSource source = programs.source("shop");
    Artifacts artifact = LOAD.artifact();
    for (Load load :
        List.of(
            new Load(artifact, List.of("goods"), 1, List.of(), List.of()),
            new Load(artifact, List.of(), 1, List.of("vector"), List.of()),
            new Load(artifact, List.of(), 1, List.of(), List.of("DELETE")))) {
      assertThatThrownBy(() -> source.load(load)).isInstanceOf(Refusal.class);
    }
    assertThatThrownBy(() -> source.recreate(true, null)).isInstanceOf(Refusal.class);
    for (String name : List.of("", "a.b", "-a", "a b", "a$b")) {
      assertThatThrownBy(() -> new MongoDb.Params(new Secret("uri"), name, null), name)
          .isInstanceOf(Refusal.class);
    }
  }
}
