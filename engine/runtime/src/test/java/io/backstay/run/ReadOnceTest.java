package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.StoreRef;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one check of a step has read to its end, another one need not read again. */
final class ReadOnceTest {
  private static final StoreRef STORE = new StoreRef("shelf");
  private static final String READ_BEFORE = "read-before";

  @TempDir Path directory;
  private final MemoryStore store = new MemoryStore("shelf");
  private Folder uploads = new Folder("uploads", Path.of(""));

  @BeforeEach
  void data() throws IOException {
    Path live = Files.createDirectories(directory.resolve("data/uploads"));
    Files.writeString(live.resolve("file.txt"), "content\n".repeat(1000));
    uploads = new Folder("uploads", live);
  }

  private static Node.Step step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private RunState run(boolean sealed, Node... verify) {
    Op encrypt = new Op.Transfer(new Movement.Encrypt(Wax.RED, List.of(Artifacts.ALL), false));
    Node.Step tar = step("tar", Folder.archive("uploads.tar.zst", Codec.ZSTD, uploads));
    Node.Step seal = sealed ? step("encrypt", encrypt) : step("nothing");
    Op upload = new Op.Transfer(new Movement.Publish(STORE, List.of(Artifacts.ALL)));
    List<Node> steps = List.of(tar, seal, step("upload", upload), verify[0], verify[1]);
    Program plain =
        Programs.of("20260213_020000-0001", steps, List.of(), List.of(), uploads, store);
    Program program =
        Programs.keeping(
            plain, plain.plan().kind(), plain.sets().with(List.of(Wax.RED)), plain.retention());
    return new Bench(directory.resolve("state")).run(program).state();
  }

  @ParameterizedTest
  @CsvSource({
    "archive-readable, false, false",
    "archive-readable, false, true",
    "archive-readable, true, false",
    "archive-readable, true, true",
    "plain,            false, false",
    "plain,            false, true",
    "plain,            true, false",
    "plain,            true, true",
  })
  void theStoredBytesAreProvenByWhoeverReadsThem(String reader, boolean sealed, boolean stored) {
    StoreRef in = stored ? STORE : null;
    Op read = StoredCheck.check(reader, "all", in);
    Op before = StoredCheck.check(READ_BEFORE, "all", in);

    assertThat(run(sealed, step("one", read, before), step("two"))).isEqualTo(RunState.OK);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void whatAnEarlierStepReadIsReadAgain(boolean sealed, boolean stored) {
    StoreRef in = stored ? STORE : null;
    Op read = StoredCheck.check("archive-readable", "all", in);
    Op before = StoredCheck.check(READ_BEFORE, "all", in);

    assertThat(run(sealed, step("one", read), step("two", before))).isEqualTo(RunState.UNPROVEN);
  }

  @Test
  void whatIsStagedSaysNothingOfTheCopyInAStore() {
    Op read = StoredCheck.check("archive-readable", "all", null);
    Op before = StoredCheck.check(READ_BEFORE, "all", STORE);

    assertThat(run(false, step("one", read, before), step("two"))).isEqualTo(RunState.UNPROVEN);
  }
}
