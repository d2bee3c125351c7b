package io.backstay.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Digests;
import io.backstay.spi.Op;
import io.backstay.spi.Op.Drain.ToArtifact;
import io.backstay.spi.Op.Movement.Encrypt;
import io.backstay.spi.Ref;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Tools;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SealFusionTest {
  private static final Ref DB = new Ref(Ref.Kind.SOURCE, "db");
  private static final Wax WAX = new Wax("wax");
  private static final Node.Step DUMP =
      step("dump", Guard.ALWAYS, new Op.Hold(DB, () -> "held", List.of(makes("db.dump"))));
  private static final Node.Step TAR = step("tar", Guard.ALWAYS, makes("tree.tar"));
  private static final Node.Step ENCRYPT = encrypt(Guard.ALWAYS, WAX, Artifacts.ALL);
  private static final Node.Step STOP =
      step("stop", Guard.ALWAYS, new Op.Change(DB, Op.Verb.STOP, () -> "stopped"));

  /** A way to seal that is only named. */
  private record Wax(String way) implements Sealing {
    @Override
    public String ending() {
      return "." + way;
    }

    @Override
    public String says() {
      return "sealed with " + way;
    }

    @Override
    public List<Sealing> each() {
      return List.of();
    }

    @Override
    public void foresee(Tools tools) {
      throw new AssertionError("lowering looks at nothing");
    }

    @Override
    public Sealer seal(OutputStream to, Tools tools) {
      throw new AssertionError("lowering seals nothing");
    }

    @Override
    public InputStream open(Path sealed, Seal seal, Tools tools) {
      throw new AssertionError("lowering opens nothing");
    }
  }

  private static Op makes(String name) {
    return new Op.Stream(
        new Op.Producer.From(DB, () -> "all of it"),
        new ToArtifact(name, Op.Codec.NONE, Set.of("md5")));
  }

  private static Node.Step encrypt(Guard when, Sealing how, Artifacts which) {
    return step("encrypt", when, new Op.Transfer(new Encrypt(how, List.of(which), false)));
  }

  private static Node.Step step(String id, Guard when, Op... ops) {
    return step(id, when, new Late.Known<>(List.of(ops)));
  }

  private static Node.Step step(String id, Guard when, Late<List<Op>> ops) {
    Node.Where where = new Node.Where("db.backup.yaml", 1, 1, "steps[0]");
    return new Node.Step(id, id, id, when, null, Node.Retry.NEVER, Node.OnError.FAIL, where, ops);
  }

  /** Names of the artifacts that are sealed in the pass that makes them. */
  private static List<String> sealed(Node... nodes) {
    return ops(nodes).stream()
        .filter(op -> op instanceof Op.Stream stream && stream.to() instanceof ToArtifact)
        .map(op -> (ToArtifact) ((Op.Stream) op).to())
        .filter(to -> to.sealing() != null)
        .map(to -> to.name() + Objects.requireNonNull(to.sealing()).ending())
        .toList();
  }

  private static List<Op> ops(Node... nodes) {
    return Node.steps(SealFusion.fuse(List.of(nodes))).stream()
        .flatMap(step -> Effects.flat(step.ops().preview()))
        .toList();
  }

  private static boolean inPass(Node... nodes) {
    return ops(nodes).stream()
        .anyMatch(op -> op instanceof Op.Transfer(Encrypt encrypt) && encrypt.inPass());
  }

  @Test
  void whatIsEncryptedLaterIsEncryptedWhenItIsMade() {
    assertThat(sealed(DUMP, STOP, TAR, ENCRYPT)).containsExactly("db.dump.wax", "tree.tar.wax");
    assertThat(inPass(DUMP, STOP, TAR, ENCRYPT)).isTrue();
    assertThat(sealed(DUMP, TAR, encrypt(Guard.ALWAYS, WAX, new Artifacts("*.tar"))))
        .containsExactly("tree.tar.wax");
  }

  @Test
  void digestsAreNoReasonToReadTwice() {
    Op digests = new Op.Observe(Ref.SET, new Digests(List.of("md5"), Artifacts.ALL), null);

    assertThat(sealed(DUMP, step("checksum", Guard.ALWAYS, digests), ENCRYPT))
        .containsExactly("db.dump.wax");
  }

  @Test
  void whatIsMadeInGroupsAndBesideEachOtherIsEncryptedThere() {
    Node.Group group = new Node.Group("g", Guard.ALWAYS, List.of(DUMP, STOP));
    Node.Parallel both = new Node.Parallel("p", Guard.ALWAYS, 2, true, List.of(DUMP, TAR));

    assertThat(sealed(group, TAR, ENCRYPT)).hasSize(2);
    assertThat(sealed(both, ENCRYPT)).hasSize(2);
    assertThat(sealed(new Node.Group("g", Guard.ALWAYS, List.of(DUMP, ENCRYPT)))).hasSize(1);
    assertThat(inPass(both, new Node.Group("g", Guard.ALWAYS, List.of(ENCRYPT)))).isFalse();
  }

  @Test
  void whoReadsItOrSendsItAwayBeforeGetsItAsItIs() {
    CheckUse use = new CheckUse("gzip", WAX, "gzip", CheckUse.Severity.CRITICAL, null, "x:1:1");
    Op upload = new Op.Transfer(new Op.Movement.Publish(new StoreRef("s"), List.of(Artifacts.ALL)));
    Op reads =
        new Op.Stream(
            new Op.Producer.Artifact(Artifacts.ALL), new Op.Drain.ToTrees(Map.of("*", DB)));

    assertThat(sealed(DUMP, step("verify", Guard.ALWAYS, new Op.Check(use, null)), ENCRYPT))
        .isEmpty();
    assertThat(sealed(DUMP, step("upload", Guard.ALWAYS, upload), ENCRYPT)).isEmpty();
    assertThat(sealed(DUMP, step("untar", Guard.ALWAYS, reads), ENCRYPT)).isEmpty();
    assertThat(sealed(DUMP, step("sql", Guard.ALWAYS, new Op.Call(DB, () -> "x")), ENCRYPT))
        .isEmpty();
    assertThat(
            sealed(
                new Node.Parallel(
                    "p", Guard.ALWAYS, 2, true, List.of(DUMP, step("r", Guard.ALWAYS, reads))),
                ENCRYPT))
        .isEmpty();
    assertThat(inPass(DUMP, step("upload", Guard.ALWAYS, upload), ENCRYPT)).isFalse();
  }

  @Test
  void anEncryptionThatMayNotComeEncryptsNothingBefore() {
    Guard open = new Guard.Open("later", steps -> true);

    assertThat(sealed(DUMP, encrypt(open, WAX, Artifacts.ALL))).isEmpty();
    assertThat(sealed(DUMP, encrypt(new Guard.Decided("no", false), WAX, Artifacts.ALL))).isEmpty();
    Late<List<Op>> late = new Late.Unknown<>(ENCRYPT.ops().preview(), steps -> List.of());
    assertThat(sealed(DUMP, step("encrypt", Guard.ALWAYS, late))).isEmpty();
    assertThat(sealed(ENCRYPT, DUMP)).isEmpty();
  }

  @Test
  void theFirstThatComesIsTheOne() {
    assertThat(sealed(DUMP, ENCRYPT, encrypt(Guard.ALWAYS, new Wax("lead"), Artifacts.ALL)))
        .containsExactly("db.dump.wax");
  }
}
