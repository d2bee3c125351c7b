package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.program.RestoreRules.Pick;
import io.backstay.program.RetentionRules;
import io.backstay.program.SetRules;
import io.backstay.run.Thing.How;
import io.backstay.set.KnownSet;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetLayout;
import io.backstay.set.Trust;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.Op.Drain;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.Op.Producer;
import io.backstay.spi.StoreRef;
import io.backstay.testing.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of old sets, and where {@code latest} leads, through the whole runner. */
final class SetUpkeepTest {
  private static final StoreRef STORE = new StoreRef("shelf");
  private static final RetentionRules ONE_STAYS =
      new RetentionRules(Duration.ZERO, null, List.of(), 1, 1, 1.0, Map.of());

  @TempDir Path directory;
  private final MemoryStore store = new MemoryStore("shelf");
  private final Thing thing = new Thing();
  private final Spring spring = new Spring();
  private Bench bench = new Bench(Path.of(""));

  @BeforeEach
  void state() {
    bench = new Bench(directory);
  }

  private static Node.Step step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private static Node dump() {
    return step(
        "dump",
        new Op.Stream(
            new Producer.From(Spring.REF, new Spring.Ask("text")),
            new Drain.ToArtifact("db.txt", Codec.NONE, Set.of())));
  }

  private static Node upload() {
    return step("upload", new Op.Transfer(new Movement.Publish(STORE, List.of(Artifacts.ALL))));
  }

  private static Node prune() {
    return step("prune", new Op.Transfer(new Movement.Expire(List.of(STORE))));
  }

  private static Node verify(String id) {
    return step(id, StoredCheck.check("checksum", "all", STORE));
  }

  private static Node fails() {
    return step("fails", Thing.act("fails", How.BADLY));
  }

  private static SetRules layout(String run) {
    return new SetRules(run + "/", "", "manifest.json", 0600, 0700, "latest");
  }

  private Program program(String kind, String run, List<Node> steps, List<Node> always) {
    Program plain = Programs.of(run, steps, List.of(), always, spring, thing, store);
    return Programs.keeping(plain, kind, layout(run), ONE_STAYS);
  }

  private RunRecord backup(String run, Node... steps) {
    return bench.run(program("Backup", run, List.of(steps), List.of()));
  }

  private RunRecord pruneVerb(String run) {
    return bench.run(program("Prune", run, List.of(prune()), List.of()));
  }

  private List<String> ids() {
    return new SetCatalog(
            "nightly", "shelf", new SetLayout(layout("x")), store.access(), Trust.in(directory))
        .list().sets().stream().map(KnownSet::id).toList();
  }

  private String latest() {
    byte[] link = store.objects().getOrDefault("latest", new byte[0]);
    return new String(link, StandardCharsets.UTF_8);
  }

  @Test
  void aRunThatWentWellPrunes() {
    backup("r1", dump(), upload());
    backup("r2", dump(), upload(), prune());

    assertThat(ids()).containsExactly("r2");
  }

  @Test
  void aPruneThatAlwaysRunsDeletesNothingAfterAFailure() {
    backup("r1", dump(), upload());
    backup("r2", dump(), upload());

    RunRecord failed =
        bench.run(program("Backup", "r3", List.of(dump(), fails()), List.of(prune())));

    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    assertThat(ids()).containsExactly("r2", "r1");
    backup("r4", dump(), upload());
    assertThat(
            bench.run(program("Backup", "r5", List.of(dump(), upload()), List.of(prune()))).state())
        .isEqualTo(RunState.OK);
    assertThat(ids()).as("after success it does").containsExactly("r5");
  }

  @Test
  void aPruneByHandDeletesNothingUntilARunGoesWellAgain() {
    backup("r1", dump(), upload());
    backup("r2", dump(), upload());
    backup("r3", dump(), fails());

    assertThat(pruneVerb("r4").state()).isEqualTo(RunState.WARNED);
    assertThat(pruneVerb("r5").state())
        .as("a prune that went well is no backup that did")
        .isEqualTo(RunState.WARNED);
    assertThat(ids()).containsExactly("r2", "r1");

    backup("r6", dump(), upload());
    assertThat(pruneVerb("r7").state()).isEqualTo(RunState.OK);
    assertThat(ids()).containsExactly("r6");
  }

  @Test
  void aSetOfWhichLittleMoreThanItsManifestIsLeftCountsForNothing() {
    backup("r1", dump(), upload());
    backup("r2", dump(), upload());
    backup("r3", dump(), upload());
    store.objects().remove("r3/db.txt");
    store.objects().put("r2/db.txt", new byte[1]);

    assertThat(pruneVerb("r4").state()).isEqualTo(RunState.OK);

    assertThat(ids()).as("the one that can be restored stays").containsExactly("r1");
  }

  @Test
  void latestMovesWhenTheRunHasEndedWell() {
    assertThat(backup("r1", dump(), upload(), verify("v")).state()).isEqualTo(RunState.OK);
    assertThat(latest()).isEqualTo("-> r1");

    backup("r2", dump(), upload(), step("check", Thing.act("look", How.WELL)), fails());
    assertThat(latest()).as("not before the run is over").isEqualTo("-> r1");

    backup("r3", dump(), upload(), verify("v"));
    assertThat(latest()).isEqualTo("-> r3");
  }

  @Test
  void latestNeverLeadsBackToAnOlderSet() {
    backup("r5", dump(), upload());

    backup("r4", dump(), upload());

    assertThat(latest()).isEqualTo("-> r5");
  }

  @Test
  void latestLeavesASetThatTurnsOutBroken() {
    backup("r1", dump(), upload());
    backup("r2", dump(), upload());
    assertThat(latest()).isEqualTo("-> r2");
    store.objects().put("r2/db.txt", "other".getBytes(StandardCharsets.UTF_8));

    RestoreRules newest =
        new RestoreRules(List.of(STORE), Pick.ARGUMENT, "r2", null, null, null, List.of(), null);
    Program look = program("Backup", "r3", List.of(verify("v")), List.of());
    assertThat(bench.run(Programs.restoring(look, newest)).state()).isEqualTo(RunState.UNPROVEN);

    assertThat(latest()).isEqualTo("-> r1");
  }

  @Test
  void aLinkThatCannotBeMadeWarns() {
    store.objects().put("latest", "somebody's file".getBytes(StandardCharsets.UTF_8));

    assertThat(backup("r1", dump(), upload()).state()).isEqualTo(RunState.WARNED);

    assertThat(ids()).containsExactly("r1");
    assertThat(latest()).isEqualTo("somebody's file");
  }
}
