package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.run.Spring.Ask;
import io.backstay.run.StepOutcome.Succeeded;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.run.Thing.How;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.set.SetCatalog;
import io.backstay.set.SetLayout;
import io.backstay.set.Trust;
import io.backstay.spi.Artifacts;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Op.Codec;
import io.backstay.spi.Op.Drain;
import io.backstay.spi.Op.Movement;
import io.backstay.spi.Op.Producer;
import io.backstay.spi.StoreRef;
import io.backstay.testing.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OpMachineTest {
  private static final StoreRef STORE = new StoreRef("shelf");

  @TempDir Path directory;
  private final MemoryStore store = new MemoryStore("shelf");
  private final Thing thing = new Thing();
  private final Spring spring = new Spring();
  private Bench bench = new Bench(Path.of(""));

  @BeforeEach
  void bench() {
    bench = new Bench(directory);
  }

  private RunRecord run(Op... ops) {
    Node step = Programs.step("a", Guard.ALWAYS, List.of(ops));
    Program program =
        Programs.of(
            "20260213_020000-0001", List.of(step), List.of(), List.of(), thing, spring, store);
    return bench.run(program);
  }

  private static Facts facts(RunRecord record) {
    return ((Succeeded) Objects.requireNonNull(step(record).outcome())).facts();
  }

  private static RunRecord.Step step(RunRecord record) {
    return Objects.requireNonNull(record.steps().get("a"));
  }

  private static Trouble cause(RunRecord record) {
    return Objects.requireNonNull(record.cause());
  }

  private static Op dump(String what, String to, Codec codec) {
    return new Op.Stream(
        new Producer.From(Spring.REF, new Ask(what)), new Drain.ToArtifact(to, codec, Set.of()));
  }

  private static Op load(String artifact, String what) {
    return new Op.Stream(
        new Producer.Artifact(new Artifacts(artifact)), new Drain.Into(Spring.REF, new Ask(what)));
  }

  private static Op upload() {
    return new Op.Transfer(new Movement.Publish(STORE, List.of(Artifacts.ALL)));
  }

  private KnownSet set() {
    return new SetCatalog(
            "nightly",
            "shelf",
            new SetLayout(Programs.of(List.of()).sets()),
            store.access(),
            Trust.in(directory))
        .list()
        .sets()
        .getFirst();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsProducedIsAnArtifactAndCanBeHandedOn(Codec codec) {
    RunRecord record = run(dump("all", "spring.txt", codec), load("spring.txt", "drink"));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(spring.acts).containsExactly("closed", "took 70000");
    assertThat(facts(record).get("rows")).contains(70000L);
  }

  @Test
  void whatIsNotCompleteIsNoArtifact() {
    RunRecord record = run(dump("cut", "spring.txt", Codec.NONE), upload());
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(cause(record).message()).isEqualTo("the water was cut off");
    assertThat(store.objects()).isEmpty();
  }

  @Test
  void whoTakesOnlyTheBeginningHasTheRestProven() {
    assertThat(run(dump("all", "s", Codec.GZIP), load("s", "sip")).state()).isEqualTo(RunState.OK);
    assertThat(spring.acts).containsExactly("closed", "took 3");
  }

  @Test
  void bytesGoFromSourceToSource() {
    RunRecord record =
        run(
            new Op.Stream(
                new Producer.From(Spring.REF, new Ask("all")),
                new Drain.Into(Spring.REF, new Ask("drink"))));
    assertThat(facts(record).get("entries")).contains(5000L);
    assertThat(spring.acts).containsExactly("took 70000", "closed");
  }

  @Test
  void anArtifactIsMadeOfAnother() {
    run(
        dump("all", "a.txt", Codec.NONE),
        new Op.Stream(
            new Producer.Artifact(new Artifacts("a.txt")),
            new Drain.ToArtifact("a.txt.zst", Codec.ZSTD, Set.of("md5", "sha512"))),
        upload());
    List<Manifest.Artifact> both = set().manifest().artifacts();
    assertThat(both).extracting(Manifest.Artifact::name).containsExactly("a.txt", "a.txt.zst");
    assertThat(both.get(0).plain()).isEqualTo(both.get(1).plain());
    assertThat(both.get(1).bytes()).isLessThan(both.get(0).bytes());
  }

  @Test
  void aDigestNobodyKnowsIsRefused() {
    RunRecord record =
        run(
            new Op.Stream(
                new Producer.From(Spring.REF, new Ask("all")),
                new Drain.ToArtifact("x", Codec.NONE, Set.of("crc7"))));
    assertThat(cause(record).message()).isEqualTo("there is no digest `crc7`");
  }

  @Test
  void whatIsHeldIsHeldAroundItsBodyAndKnownInIt() {
    RunRecord record =
        run(
            new Op.Hold(
                Spring.REF,
                new Ask("snapshot"),
                List.of(
                    new Op.Together(
                        List.of(
                            dump("all", "s", Codec.NONE),
                            new Op.Observe(Spring.REF, new Ask("count"), "rows"))))),
            load("s", "drink"),
            upload());
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(spring.acts).containsExactly("held", "closed", "confirmed", "let go", "took 65000");
    assertThat(facts(record).values()).doesNotContainKey("snapshot");
    assertThat(set().manifest().recorded()).isEqualTo(Map.of("spring", Facts.of("rows", 42)));
  }

  @Test
  void whatWasLostMeanwhileFailsTheStep() {
    RunRecord record =
        run(new Op.Hold(Spring.REF, new Ask("lost"), List.of(Thing.act("x", How.WELL))));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(spring.acts).containsExactly("held", "confirmed", "let go");
  }

  @Test
  void whatIsHeldIsLetGoWhenItsBodyFails() {
    RunRecord record =
        run(new Op.Hold(Spring.REF, new Ask("snapshot"), List.of(Thing.act("x", How.BADLY))));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(spring.acts).containsExactly("held", "let go");
  }

  @Test
  void ofThingsAtTheSameTimeTheFirstFailureCountsAndEndsTheOthers() {
    RunRecord record =
        run(
            new Op.Together(
                List.of(
                    Thing.act("waits", How.NEVER_ENDING),
                    new Op.Together(
                        List.of(Thing.act("fails", How.BADLY), Thing.act("well", How.WELL))))));
    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(cause(record).message()).isEqualTo("fails went badly");
  }

  @Test
  void thingsAtTheSameTimeEndWhenTheirStepIsStopped() throws Exception {
    Thread stopper =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    thing.reached("one").await();
                    thing.reached("two").await();
                    bench.stop.ask("SIGINT");
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    RunRecord record =
        run(
            new Op.Together(
                List.of(Thing.act("one", How.NEVER_ENDING), Thing.act("two", How.NEVER_ENDING))));
    stopper.join();
    assertThat(record.state()).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void aDebtIsOnlyOwedOnItsCondition() {
    RunRecord record =
        run(
            new Op.Owe(Thing.REF, "never", List.of(), "was-running", AtEnd.PAY),
            new Op.Owe(Thing.REF, "always", List.of(), null, AtEnd.PAY));
    assertThat(record.debts()).hasSize(1);
    assertThat(thing.done()).containsExactly("pay always");
  }

  @Test
  void aDebtCarriesTheFactsThatPayingNeeds() {
    RunRecord record = run(Thing.act("x", How.WELL), Thing.owe("back", AtEnd.PAY, "did"));
    assertThat(record.debts().getFirst().taken().facts()).isEqualTo(Facts.of("did", "x"));
  }

  @Test
  void aDebtThatIsSettledIsNotPaid() {
    RunRecord record =
        run(Thing.owe("back", AtEnd.PAY), Thing.settle("back"), Thing.settle("unknown"));
    assertThat(record.state()).isEqualTo(RunState.OK);
    assertThat(thing.done()).isEmpty();
    assertThat(record.debts().getFirst().payment()).isEqualTo(RunEvent.Payment.SETTLED);
  }
}
