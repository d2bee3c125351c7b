package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.program.RestoreRules;
import io.backstay.program.RestoreRules.Pick;
import io.backstay.set.KnownSet;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetLayout;
import io.backstay.set.Trust;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import io.backstay.testing.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive of this host that the next step unpacks is proven there, and not before. */
final class UnpackedNextTest {
  private static final StoreRef STORE = new StoreRef("shelf");
  private static final String ARCHIVE = "uploads.tar";

  @TempDir Path directory;
  private MemoryStore store = new MemoryStore("shelf");
  private Path file = Path.of("");
  private Folder uploads = new Folder("uploads", Path.of(""));
  private Bench bench = new Bench(Path.of(""));
  private final Pipe pipe = new Pipe();

  @BeforeEach
  void backUp() throws IOException {
    Path live = Files.createDirectories(directory.resolve("data/uploads"));
    file = Files.writeString(live.resolve("file.txt"), "content\n".repeat(1000));
    uploads = new Folder("uploads", live);
    store = new MemoryStore("shelf", Files.createDirectory(directory.resolve("stored")));
    bench = new Bench(directory.resolve("state"));
    Op upload = new Op.Transfer(new Movement.Publish(STORE, List.of(Artifacts.ALL)));
    Node.Step tar = step("tar", Folder.archive(ARCHIVE, Codec.NONE, uploads));
    assertThat(bench.run(program("20260213_020000-0001", tar, step("upload", upload))).state())
        .isEqualTo(RunState.OK);
  }

  private static Node.Step step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private Program program(String run, Node... steps) {
    return Programs.of(run, List.of(steps), List.of(), List.of(), uploads, pipe, store);
  }

  private RunState restore(Op... unpacking) {
    List<Artifacts> all = List.of(Artifacts.ALL);
    Op fetch = new Op.Transfer(new Movement.Fetch(all, true, all, List.of()));
    RestoreRules rules =
        new RestoreRules(List.of(STORE), Pick.LATEST, null, null, null, null, List.of(), null);
    Program program =
        program("20260213_030000-0002", step("fetch", fetch), step("untar", unpacking));
    return bench.run(Programs.restoring(program, rules)).state();
  }

  private Op[] unpacking(boolean streamed) {
    return streamed
        ? new Op[] {
          new Op.Stream(
              new Op.Producer.Artifact(new Artifacts(ARCHIVE)),
              new Op.Drain.ToTrees(Map.of("*", pipe.ref())))
        }
        : Folder.restore(ARCHIVE, uploads).toArray(Op[]::new);
  }

  private KnownSet set() {
    SetLayout layout = new SetLayout(program("20260213_040000-0003").sets());
    Trust trust = Trust.in(directory.resolve("state"));
    return new SetCatalog("nightly", "shelf", layout, store.access(), trust)
        .list()
        .sets()
        .getFirst();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsWholeComesBack(boolean streamed) throws IOException {
    Files.writeString(file, "something else");

    assertThat(restore(unpacking(streamed))).isEqualTo(RunState.OK);

    assertThat(streamed ? pipe.taken.toString(UTF_8) : Files.readString(file))
        .contains("content\n".repeat(1000));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsDamagedReplacesNothingAndIsBrokenForGood(boolean streamed) throws IOException {
    Files.writeString(file, "something else");
    store.objects().replaceAll((key, bytes) -> key.endsWith(".tar") ? damaged(bytes) : bytes);

    assertThat(restore(unpacking(streamed))).isEqualTo(RunState.FAILED);

    assertThat(file).hasContent("something else");
    assertThat(pipe.taken.size()).isZero();
    assertThat(set().broken().orElseThrow().detail()).contains(ARCHIVE);
  }

  /** Behind the end of the archive, where nobody looks who only unpacks. */
  private static byte[] damaged(byte[] bytes) {
    byte[] other = bytes.clone();
    other[other.length - 1] ^= 1;
    return other;
  }

  /** Takes trees as streams only. */
  private static final class Pipe implements TreeSource {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public Ref ref() {
      return new Ref(Ref.Kind.SOURCE, "pipe");
    }

    @Override
    public String says() {
      return "a pipe";
    }

    @Override
    public List<Finding> probe(Look look) {
      return List.of();
    }

    @Override
    public Tree tree(Tools tools) {
      throw new IllegalStateException("it is only written to");
    }

    @Override
    public Incoming incoming(Tools tools) {
      return new Taker(taken);
    }

    @Override
    public Request swapIn(Duration keepPrevious) {
      return new Folder.Swap();
    }

    @Override
    public void pay(String action, Facts facts, Tools tools) {}
  }

  private record Taker(ByteArrayOutputStream into) implements TreeSource.Incoming.Tar {
    @Override
    public void write(InputStream tar) {
      try {
        tar.transferTo(into);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
