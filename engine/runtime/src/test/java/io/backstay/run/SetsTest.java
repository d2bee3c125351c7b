package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.program.RestoreRules.Pick;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.run.Thing.How;
import io.backstay.set.KnownSet;
import io.backstay.set.Level;
import io.backstay.set.Manifest;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetLayout;
import io.backstay.set.Trust;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse.Severity;
import io.backstay.spi.Digests;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.Ref;
import io.backstay.spi.StoreRef;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups into a store and restores out of it, through the whole runner. */
final class SetsTest {
  private static final StoreRef STORE = new StoreRef("shelf");
  private static final String BACKUP = "20260213_020000-0001";
  private static final String RESTORE = "20260213_030000-0002";

  @TempDir Path directory;
  private final MemoryStore store = new MemoryStore("shelf");
  private final Thing thing = new Thing();
  private Folder uploads = new Folder("uploads", Path.of(""));
  private Path file = Path.of("");
  private Bench bench = new Bench(Path.of(""));
  private int looks;

  @BeforeEach
  void data() throws IOException {
    Path live = Files.createDirectories(directory.resolve("data/uploads/deep"));
    file = live.resolve("file.txt");
    Files.writeString(file, "the first content\n".repeat(1000));
    uploads = new Folder("uploads", directory.resolve("data/uploads"));
    bench = new Bench(directory.resolve("state"));
  }

  private static Node.Step step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private static Op upload() {
    return new Op.Transfer(new Movement.Publish(STORE, List.of(Artifacts.ALL)));
  }

  private static Op fetch(boolean verify) {
    return new Op.Transfer(new Movement.Fetch(List.of(Artifacts.ALL), verify));
  }

  private Program program(String run, Node... steps) {
    return Programs.of(run, List.of(steps), List.of(), List.of(), uploads, store, thing);
  }

  private Program restore(Node... steps) {
    RestoreRules rules =
        new RestoreRules(List.of(STORE), Pick.LATEST, null, null, null, null, List.of(), null);
    return Programs.restoring(program(RESTORE, steps), rules);
  }

  private RunRecord backup(Node... after) {
    List<Node> steps =
        Stream.concat(
                Stream.of(
                    step("tar", Folder.archive("uploads.tar.zst", Codec.ZSTD, uploads)),
                    step("upload", upload())),
                Stream.of(after))
            .toList();
    return bench.run(program(BACKUP, steps.toArray(Node[]::new)));
  }

  private List<KnownSet> sets() {
    Program program = program(BACKUP);
    return new SetCatalog(
            "nightly",
            "shelf",
            new SetLayout(program.sets()),
            store.access(),
            Trust.in(directory.resolve("state")))
        .list()
        .sets();
  }

  private void nothingIsStaged() throws IOException {
    try (Stream<Path> left = Files.list(directory.resolve("state/stage"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly(".locks");
    }
  }

  @Test
  void aBackupIsASetInItsStoreAndNothingElsewhere() throws IOException {
    RunRecord record = backup();
    assertThat(record.state()).isEqualTo(RunState.OK);
    KnownSet set = sets().getFirst();
    assertThat(set.id()).isEqualTo(BACKUP);
    assertThat(set.level()).isEqualTo(Level.WRITTEN);
    Manifest.Artifact artifact = set.manifest().artifacts().getFirst();
    assertThat(artifact.kind()).isEqualTo("archive");
    assertThat(artifact.source()).isEqualTo("uploads");
    assertThat(artifact.md5()).hasSize(32);
    assertThat(artifact.plain().sha256()).as("its files are listed").isNull();
    assertThat(Objects.requireNonNull(artifact.inventory()).entries()).isEqualTo(3);
    assertThat(artifact.facts().text("files")).contains("1");
    assertThat(step(record, "tar").facts().get("bytes")).contains(artifact.bytes());
    nothingIsStaged();
  }

  private static Succeeded step(RunRecord record, String id) {
    return (Succeeded)
        Objects.requireNonNull(Objects.requireNonNull(record.steps().get(id)).outcome());
  }

  @Test
  void aSetWhoseRunFailsLaterIsMarkedBroken() {
    RunRecord record = backup(step("later", Thing.act("later", How.BADLY)));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(record.open()).isEmpty();
    assertThat(sets().getFirst().level()).isEqualTo(Level.BROKEN);
  }

  @Test
  void aSetWhoseVerificationFailsIsMarkedBroken() {
    RunRecord record =
        backup(step("damage", Thing.act("x", How.WELL)), step("verify", check("unknown-to-be")));
    assertThat(record.state()).isEqualTo(RunState.UNPROVEN);
    assertThat(sets().getFirst().level()).isEqualTo(Level.BROKEN);
  }

  private static Op check(String name) {
    return ProbeCheck.check(name, ProbeCheck.Finds.BAD, Severity.CRITICAL);
  }

  @Test
  void checksOfTheStoredCopyRaiseItsLevel() {
    RunRecord record =
        backup(
            step("digests", StoredCheck.check("checksum", "all", STORE)),
            step("verify", StoredCheck.check("archive-readable", "*.tar.zst", STORE)),
            step("again", StoredCheck.check("checksum", "all", STORE)));
    assertThat(record.state()).isEqualTo(RunState.OK);
    KnownSet set = sets().getFirst();
    assertThat(set.level()).isEqualTo(Level.READABLE);
    assertThat(set.marks()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"checksum", "archive-readable", "plain"})
  void aDamagedStoredCopyIsNoticedAndBrokenForGood(String type) {
    backup();
    store.objects().replaceAll((key, bytes) -> key.endsWith(".zst") ? flipped(bytes) : bytes);

    assertThat(verified(type).state()).isEqualTo(RunState.UNPROVEN);
    assertThat(sets().getFirst().broken().orElseThrow().detail()).contains("uploads.tar.zst");
    assertThat(verified(type).state()).as("nothing picks it again").isEqualTo(RunState.BLOCKED);
  }

  @Test
  void aCheckThatOnlyCouldNotBeMadeBreaksNothing() {
    backup();

    assertThat(verified("unknown-to-be").state()).isEqualTo(RunState.UNPROVEN);

    assertThat(sets().getFirst().level()).isEqualTo(Level.WRITTEN);
  }

  private RunRecord verified(String type) {
    Op check =
        type.startsWith("unknown")
            ? ProbeCheck.check(type, ProbeCheck.Finds.BAD, Severity.CRITICAL, STORE)
            : StoredCheck.check(type, "all", STORE);
    RestoreRules one =
        new RestoreRules(List.of(STORE), Pick.ARGUMENT, BACKUP, null, null, null, List.of(), null);
    return bench.run(
        Programs.restoring(program("20260213_04000" + ++looks, step("v", check)), one));
  }

  private static byte[] flipped(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length / 2] ^= 1;
    return other;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.tar", "uploads.tar.zst"})
  void aRestoreBringsBackWhatWasThere(String unpackedNext) throws IOException {
    backup();
    Files.writeString(file, "something else");
    List<Artifacts> next = List.of(new Artifacts(unpackedNext));
    RunRecord record =
        bench.run(
            restore(
                step(
                    "fetch",
                    new Op.Transfer(
                        new Movement.Fetch(List.of(Artifacts.ALL), true, next, List.of()))),
                Programs.step("untar", Guard.ALWAYS, Folder.restore("uploads.tar.zst", uploads)),
                step("verify", StoredCheck.check("checksum", "all", null))));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(Objects.requireNonNull(record.set()).set()).isEqualTo(BACKUP);
    assertThat(Files.readString(file)).startsWith("the first content").hasSize(18_000);
    assertThat(sets().getFirst().level()).isEqualTo(Level.RESTORED);
    nothingIsStaged();
  }

  @Test
  void aRestoreThatFailsLaterPutsBackWhatItReplaced() throws IOException {
    backup();
    Files.writeString(file, "something else");
    RunRecord record =
        bench.run(
            restore(
                step("fetch", fetch(false)),
                Programs.step("untar", Guard.ALWAYS, Folder.restore("uploads.tar.zst", uploads)),
                step("later", Thing.act("later", How.BADLY))));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(Files.readString(file)).isEqualTo("something else");
    assertThat(sets().getFirst().level()).isEqualTo(Level.WRITTEN);
    try (Stream<Path> data = Files.list(directory.resolve("data"))) {
      assertThat(data).containsExactly(directory.resolve("data/uploads"));
    }
  }

  @Test
  void aDamagedSetIsNoticedBeforeAnythingIsTouched() throws IOException {
    backup();
    store.objects().replaceAll((key, bytes) -> key.endsWith(".zst") ? flipped(bytes) : bytes);
    RunRecord record =
        bench.run(restore(step("fetch", fetch(true)), step("touch", Thing.act("touch", How.WELL))));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(thing.done()).isEmpty();
    assertThat(sets().getFirst().level()).as("and never picked again").isEqualTo(Level.BROKEN);
    nothingIsStaged();
  }

  @Test
  void withoutASetARestoreIsBlocked() {
    RunRecord record = bench.run(restore(step("touch", Thing.act("touch", How.WELL))));
    assertThat(record.state()).isEqualTo(RunState.BLOCKED);
    assertThat(thing.done()).isEmpty();
  }

  @Test
  void aBrokenSetIsNotRestored() {
    backup(step("later", Thing.act("later", How.BADLY)));
    assertThat(bench.run(restore(step("fetch", fetch(true)))).state()).isEqualTo(RunState.BLOCKED);
  }

  @Test
  void anArtifactOfAnAttemptThatFailedIsMadeAgain() {
    Node.Step tar =
        Programs.step(
            "tar",
            Guard.ALWAYS,
            List.of(
                Folder.archive("uploads.tar.zst", Codec.ZSTD, uploads),
                Thing.act("then", How.BADLY_ONCE)));
    RunRecord record = bench.run(program(BACKUP, Programs.retried(tar), step("upload", upload())));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(sets().getFirst().manifest().artifacts()).hasSize(1);
  }

  @Test
  void digestsAreTold() {
    RunRecord record =
        backup(
            step(
                "sum",
                new Op.Observe(
                    Ref.SET,
                    new Digests(List.of("sha256", "md5", "sha512"), Artifacts.ALL),
                    null)));
    Manifest.Artifact artifact = sets().getFirst().manifest().artifacts().getFirst();
    Map<?, ?> digests = (Map<?, ?>) step(record, "sum").facts().get("digests").orElseThrow();
    Map<?, ?> of = (Map<?, ?>) Objects.requireNonNull(digests.get("uploads.tar.zst"));
    assertThat(of.get("sha256")).isEqualTo(artifact.sha256());
    assertThat(of.get("md5")).isEqualTo(artifact.md5());
    assertThat((String) of.get("sha512")).hasSize(128);
  }

  @Test
  void aCheckOfACopyThatIsNotThereDoesNotPass() {
    RunRecord record =
        bench.run(program(BACKUP, step("v", StoredCheck.check("checksum", "all", STORE))));
    assertThat(record.state()).isEqualTo(RunState.UNPROVEN);
  }
}
