package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.program.RestoreRules.Pick;
import io.backstay.program.RetentionRules;
import io.backstay.run.StepOutcome.Failed;
import io.backstay.set.KnownSet;
import io.backstay.set.Level;
import io.backstay.set.Manifest;
import io.backstay.set.Sealed;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetLayout;
import io.backstay.set.Trust;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.Op.Drain;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.Op.Producer;
import io.backstay.spi.Sealing;
import io.backstay.spi.StoreRef;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets that are encrypted, into a store and out of it, through the whole runner. */
final class SealsTest {
  private static final StoreRef STORE = new StoreRef("shelf");
  private static final String BACKUP = "20260213_020000-0001";
  private static final String ARCHIVE = "uploads.tar.zst";
  private static final String ROW = "a row nobody else may read\n";

  @TempDir Path directory;
  private final MemoryStore store = new MemoryStore("shelf");
  private final List<Sealing> known = new ArrayList<>(List.of(Wax.RED));
  private Folder uploads = new Folder("uploads", Path.of(""));
  private Path file = Path.of("");
  private Bench bench = new Bench(Path.of(""));
  private int restores;

  @BeforeEach
  void data() throws IOException {
    Path live = Files.createDirectories(directory.resolve("data/uploads"));
    file = Files.writeString(live.resolve("file.txt"), ROW);
    uploads = new Folder("uploads", live);
    bench = new Bench(directory.resolve("state"));
  }

  private static Node.Step step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private Node.Step tar(Sealing how) {
    return step(
        "tar",
        new Op.Stream(
            new Producer.Trees(List.of(uploads.ref()), Op.WhenChanging.FAIL),
            new Drain.ToArtifact(ARCHIVE, Codec.ZSTD, Set.of("md5"), how)));
  }

  private Node.Step tar() {
    return step("tar", Folder.archive(ARCHIVE, Codec.ZSTD, uploads));
  }

  private static Node.Step encrypt(Sealing how) {
    return step(
        "encrypt", new Op.Transfer(new Movement.Encrypt(how, List.of(Artifacts.ALL), false)));
  }

  private static Node.Step upload() {
    return step("upload", new Op.Transfer(new Movement.Publish(STORE, List.of(Artifacts.ALL))));
  }

  private static Op fetch(Sealing... openers) {
    return new Op.Transfer(
        new Movement.Fetch(List.of(Artifacts.ALL), true, List.of(), List.of(openers)));
  }

  private Program program(String run, Node... steps) {
    Program plain = Programs.of(run, List.of(steps), List.of(), List.of(), uploads, store);
    RetentionRules keep = plain.retention();
    return Programs.keeping(plain, plain.plan().kind(), plain.sets().with(known), keep);
  }

  private RunRecord backup(Node... steps) {
    return bench.run(program(BACKUP, steps));
  }

  private RunRecord restore(Op fetch) {
    return takes(step("fetch", fetch), step("untar", untar()));
  }

  private Op[] untar() {
    return Folder.restore(ARCHIVE, uploads).toArray(Op[]::new);
  }

  private RunRecord takes(Node... steps) {
    RestoreRules rules =
        new RestoreRules(List.of(STORE), Pick.LATEST, null, null, null, null, List.of(), null);
    restores++;
    String run = "20260213_030000-%04d".formatted(restores);
    return bench.run(Programs.restoring(program(run, steps), rules));
  }

  private KnownSet set() {
    return new SetCatalog(
            "nightly",
            "shelf",
            new SetLayout(program(BACKUP).sets()),
            store.access(),
            Trust.in(directory.resolve("state")))
        .list()
        .sets()
        .getFirst();
  }

  private Manifest.Artifact artifact() {
    return set().manifest().artifacts().getFirst();
  }

  private List<String> stored() {
    return store.objects().keySet().stream().filter(key -> key.contains(".tar.")).sorted().toList();
  }

  private static String why(RunRecord record, String step) {
    return ((Failed)
            Objects.requireNonNull(Objects.requireNonNull(record.steps().get(step)).outcome()))
        .cause()
        .message();
  }

  private void nothingIsLeftHere() throws IOException {
    try (Stream<Path> left = Files.walk(directory.resolve("state"))) {
      assertThat(left.map(Path::toString))
          .noneMatch(path -> path.contains(".wax") || path.contains("opened"));
    }
  }

  @Test
  void inThePassThatMakesItNothingIsEverWrittenInClear() throws IOException {
    RunRecord record = backup(tar(Wax.RED), encrypt(Wax.RED), upload());

    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(stored())
        .containsExactly(
            ".backstay/" + BACKUP + "/uploads.tar.zst.inventory.zst.wax",
            ".backstay/" + BACKUP + "/uploads.tar.zst.inventory.zst.wax.hmac",
            "run-1/uploads.tar.zst.wax",
            "run-1/uploads.tar.zst.wax.hmac");
    assertThat(artifact().stored()).isEqualTo("uploads.tar.zst.wax");
    Sealed sealed = Objects.requireNonNull(artifact().sealed());
    assertThat(sealed.seal().recipients()).containsExactly("ring");
    assertThat(sealed.content().bytes()).isEqualTo(artifact().bytes() - 1);
    assertThat(artifact().md5()).as("of what is stored").hasSize(32);
    assertThat(Objects.requireNonNull(artifact().inventory()).sealed()).isNotNull();
    nothingIsLeftHere();
  }

  @Test
  void afterAVerificationItIsAPassOfItsOwnAndThePlainFileIsGone() throws IOException {
    RunRecord record =
        backup(
            tar(),
            step("verify", StoredCheck.check("archive-readable", "all", null)),
            encrypt(Wax.RED),
            upload());

    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(stored()).hasSize(4).allMatch(key -> key.contains(".wax"));
    assertThat(artifact().md5()).isNotNull();
    nothingIsLeftHere();
  }

  @Test
  void bothWaysComeBackAsTheyWere() throws IOException {
    for (Node.Step tar : List.of(tar(), tar(Wax.RED))) {
      store.objects().clear();
      bench = new Bench(directory.resolve("state" + tar.ops().hashCode()));
      backup(tar, encrypt(Wax.RED), upload());
      Files.writeString(file, "something else");

      assertThat(restore(fetch()).state()).isEqualTo(RunState.OK);
      assertThat(file).hasContent(ROW.strip());
      Files.writeString(file, ROW);
      remove(directory.resolve("data/uploads.previous"));
    }
  }

  private static void remove(Path tree) throws IOException {
    Files.delete(tree.resolve("file.txt"));
    Files.delete(tree);
  }

  @Test
  void anIdentityOfTheRestoreOpensWhatTheBackupCannot() throws IOException {
    backup(tar(Wax.RED), encrypt(Wax.RED), upload());
    known.clear();
    Files.writeString(file, "something else");

    assertThat(why(restore(fetch()), "fetch")).contains("the plan says nothing of it");
    assertThat(file).hasContent("something else");
    assertThat(restore(fetch(Wax.BLUE, Wax.RED)).state()).isEqualTo(RunState.OK);
    assertThat(file).hasContent(ROW.strip());
  }

  @Test
  void theWrongKeyTouchesNothing() throws IOException {
    backup(tar(Wax.RED), encrypt(Wax.RED), upload());
    known.clear();
    known.add(Wax.BLUE);

    assertThat(why(restore(fetch()), "fetch")).contains("not the ring");
    assertThat(set().broken()).as("a key says nothing about bytes").isEmpty();
    assertThat(file).hasContent(ROW.strip());
    nothingIsLeftHere();
  }

  @Test
  void whatWasOpenedIsHeldAgainstTheManifest() throws IOException {
    backup(tar(Wax.RED), encrypt(Wax.RED), upload());
    known.clear();
    known.add(new Wax(Wax.RED.key(), Wax.Mood.LIES));

    assertThat(why(restore(fetch()), "fetch")).contains("sha256 the manifest names");
    assertThat(file).hasContent(ROW.strip());
  }

  @Test
  void everyDamageIsFoundBeforeAnythingIsTouched() {
    for (int which = 0; which < 4; which++) {
      damaged(which, bytes -> bytes[bytes.length / 2] ^= 1, RunState.FAILED);
      damaged(which, null, RunState.FAILED);
    }
  }

  private void damaged(int which, @Nullable Consumer<byte[]> change, RunState ending) {
    store.objects().clear();
    bench = new Bench(directory.resolve("state-" + which + (change == null)));
    backup(tar(Wax.RED), encrypt(Wax.RED), upload());
    String key = stored().get(which);
    if (change == null) {
      store.objects().remove(key);
    } else {
      byte[] bytes = Objects.requireNonNull(store.objects().get(key)).clone();
      change.accept(bytes);
      store.objects().put(key, bytes);
    }

    assertThat(restore(fetch()).state()).as("%s %s", key, change).isEqualTo(ending);
    assertThat(file).hasContent(ROW.strip());
  }

  @Test
  void aStoredCopyIsOpenedToBeRead() throws IOException {
    RunRecord record =
        backup(
            tar(Wax.RED),
            encrypt(Wax.RED),
            upload(),
            step(
                "verify",
                StoredCheck.check("checksum", "all", STORE),
                StoredCheck.check("plain", "all", STORE),
                StoredCheck.check("archive-readable", "all", STORE)));

    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(set().level()).isEqualTo(Level.READABLE);
    nothingIsLeftHere();
  }

  @Test
  void whatIsStagedIsOpenedToBeRead() {
    RunRecord record =
        backup(
            tar(Wax.RED),
            encrypt(Wax.RED),
            step(
                "verify",
                StoredCheck.check("checksum", "all", null),
                StoredCheck.check("archive-readable", "all", null)),
            upload());

    assertThat(record.state()).isEqualTo(RunState.OK);
  }

  @Test
  void aHostThatCannotOpenProvesBytesAndNoMore() {
    known.clear();
    RunRecord record =
        backup(
            tar(Wax.RED),
            encrypt(Wax.RED),
            upload(),
            step("verify", StoredCheck.check("checksum", "all", STORE)));

    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(set().level()).isEqualTo(Level.INTACT);
    assertThat(set().marks().getLast().toString()).contains("was not opened");
  }

  @Test
  void aCheckThatWouldHaveToOpenItFailsAndTheSetIsNotBrokenForIt() {
    known.clear();
    RunRecord record =
        backup(
            tar(Wax.RED),
            encrypt(Wax.RED),
            upload(),
            step("verify", StoredCheck.check("archive-readable", "all", STORE)));

    assertThat(record.state()).isEqualTo(RunState.UNPROVEN);
    assertThat(why(record, "verify")).contains("the plan says nothing of it");
    assertThat(set().level()).isNotEqualTo(Level.READABLE);
  }

  @Test
  void whatCannotBeEncryptedIsNeverSentAway() throws IOException {
    Wax broken = new Wax((byte) 1, Wax.Mood.BREAKS);

    assertThat(backup(tar(), encrypt(broken), upload()).state()).isEqualTo(RunState.FAILED);
    assertThat(stored()).isEmpty();
    bench = new Bench(directory.resolve("second"));
    assertThat(backup(tar(broken), encrypt(broken), upload()).state()).isEqualTo(RunState.FAILED);
    assertThat(stored()).isEmpty();
    nothingIsLeftHere();
  }

  @Test
  void anAttemptAfterAFailedOneFindsTheArtifactAsItWas() {
    Wax broken = new Wax((byte) 1, Wax.Mood.BREAKS);

    RunRecord record = backup(tar(), Programs.retried(encrypt(broken)), upload());

    assertThat(why(record, "encrypt")).contains("the wax broke");
    assertThat(backup2(Programs.retried(tar(broken)))).contains("the wax broke");
  }

  private String backup2(Node.Step tar) {
    bench = new Bench(directory.resolve("second"));
    return why(backup(tar), "tar");
  }

  @Test
  void whoeverCannotEncryptIsFoundBeforeTheFirstStep() {
    Wax none = new Wax((byte) 1, Wax.Mood.CANNOT);

    RunRecord record = backup(tar(), encrypt(none), upload());

    assertThat(record.state()).isEqualTo(RunState.BLOCKED);
    assertThat(record.steps()).isEmpty();
  }

  @Test
  void nothingIsEncryptedTwice() {
    RunRecord record = backup(tar(Wax.RED), encrypt(Wax.BLUE), upload());

    assertThat(why(record, "encrypt")).contains("is encrypted already");
  }

  @Test
  void nothingToEncryptIsNoSuccess() {
    assertThat(why(backup(encrypt(Wax.RED)), "encrypt")).contains("no artifact `all`");
    Node.Step named =
        step(
            "named",
            new Op.Transfer(
                new Movement.Encrypt(Wax.RED, List.of(new Artifacts("db.dump")), false)));
    bench = new Bench(directory.resolve("second"));
    assertThat(why(backup(tar(), named), "named")).contains("db.dump");
  }

  @Test
  void whatReadsAnEncryptedFileAsPlainIsStopped() {
    RunRecord record =
        backup(
            tar(Wax.RED),
            step(
                "copy",
                new Op.Stream(
                    new Producer.Artifact(new Artifacts(ARCHIVE)),
                    new Drain.ToArtifact("copy", Codec.NONE, Set.of()))));

    assertThat(why(record, "copy")).contains("is encrypted already");
  }

  @Test
  void theManifestSaysHowToOpenItByHand() {
    backup(tar(Wax.RED), encrypt(Wax.RED), upload());
    String manifest =
        new String(Objects.requireNonNull(store.objects().get("run-1/manifest.json")), UTF_8);

    assertThat(manifest).contains("\"2.0\"").contains("open uploads.tar.zst.wax");
  }
}
