package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Codec;
import io.backstay.testing.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoverageTest {
  private static final String BACKUP = "20260213_020000-0001";

  @TempDir Path directory;
  private final MemoryStore store = new MemoryStore("shelf");
  private final Thing thing = new Thing();
  private Folder uploads = new Folder("uploads", Path.of(""));
  private Path file = Path.of("");
  private Bench bench = new Bench(Path.of(""));

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

  private Program program(String run, Node... steps) {
    return Programs.of(run, List.of(steps), List.of(), List.of(), uploads, store, thing);
  }

  private static Succeeded step(RunRecord record, String id) {
    return (Succeeded)
        Objects.requireNonNull(Objects.requireNonNull(record.steps().get(id)).outcome());
  }

  @Test
  void aVerificationThatLeavesAnArtifactOutDoesNotPass() {
    RunRecord record =
        bench.run(
            program(
                BACKUP,
                step("a", Folder.archive("a.tar", Codec.NONE, uploads)),
                step("b", Folder.archive("b.tar", Codec.NONE, uploads)),
                Programs.typed("verify", step("v", StoredCheck.check("checksum", "a.tar", null)))));
    assertThat(record.state()).isEqualTo(RunState.UNPROVEN);
    assertThat(Objects.requireNonNull(record.cause()).message())
        .isEqualTo("no check looks at artifact `b.tar`");
  }

  @Test
  void aVerificationOfEverythingPasses() {
    RunRecord record =
        bench.run(
            program(
                BACKUP,
                step("a", Folder.archive("a.tar", Codec.NONE, uploads)),
                step("b", Folder.archive("b.tar.gz", Codec.GZIP, uploads)),
                Programs.typed(
                    "verify",
                    step(
                        "v",
                        StoredCheck.check("checksum", "a.tar", null),
                        StoredCheck.check("plain", "*.gz", null)))));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(step(record, "v").facts().is("passed")).isTrue();
  }
}
