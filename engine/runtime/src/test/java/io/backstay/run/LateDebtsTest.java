package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.run.RunEvent.Payment;
import io.backstay.run.Thing.How;
import io.backstay.spi.Op;
import io.backstay.spi.Op.AtEnd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is owed by steps that run behind the work. */
final class LateDebtsTest {
  private static final Node FAILS = step("work", Thing.act("work", How.BADLY));
  private static final Node WELL = step("work", Thing.act("work", How.WELL));

  @TempDir Path directory;
  private final Thing thing = new Thing();

  private static Node step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  private RunRecord run(Node work, List<Node> onFailure, List<Node> finallySteps) {
    return new Bench(directory)
        .run(Programs.of("20260213_020000-0001", List.of(work), onFailure, finallySteps, thing));
  }

  private static List<Payment> payments(RunRecord record) {
    return record.debts().stream().map(RunRecord.Debt::payment).toList();
  }

  @Test
  void isPaidBeforeTheNextPartOfTheRun() {
    Node evidence = step("evidence", Thing.owe("a", AtEnd.PAY), Thing.act("evidence", How.WELL));
    Node clean = step("clean", Thing.owe("b", AtEnd.PAY), Thing.act("clean", How.WELL));
    RunRecord record = run(FAILS, List.of(evidence), List.of(clean));

    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(thing.done()).containsExactly("work", "evidence", "pay a", "clean", "pay b");
    assertThat(record.open()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"WELL", "BADLY"})
  void isForgivenToTheStepThatWentWellOnly(How how) {
    Node clean = step("clean", Thing.owe("take back", AtEnd.FORGIVE), Thing.act("clean", how));
    Node last = step("last", Thing.owe("keep", AtEnd.FORGIVE), Thing.act("last", How.WELL));
    RunRecord record = run(WELL, List.of(), List.of(clean, last));

    boolean well = how == How.WELL;
    assertThat(record.state()).isEqualTo(well ? RunState.OK : RunState.WARNED);
    assertThat(payments(record))
        .containsExactly(well ? Payment.FORGIVEN : Payment.PAID, Payment.FORGIVEN);
    assertThat(thing.done().contains("pay take back")).isEqualTo(!well);
  }

  @Test
  void isForAttentionWhenItCannotBePaid() {
    thing.unpayable.add("start");
    RunRecord record = run(WELL, List.of(), List.of(step("clean", Thing.owe("start", AtEnd.PAY))));

    assertThat(record.state()).isEqualTo(RunState.ATTENTION);
    assertThat(record.open()).hasSize(1);
  }

  @Test
  void neverForgivesWhatTheWorkOwes() {
    thing.unpayable.add("swap back");
    Node work = step("work", Thing.owe("swap back", AtEnd.FORGIVE), Thing.act("work", How.BADLY));
    Node clean = step("clean", Thing.owe("keep", AtEnd.FORGIVE));
    RunRecord record = run(work, List.of(), List.of(clean));

    assertThat(record.state()).isEqualTo(RunState.ATTENTION);
    assertThat(payments(record)).containsExactly(null, Payment.FORGIVEN);
  }

  @Test
  void ofTheWorkMayBeSettledByALaterStep() {
    thing.unpayable.add("start");
    Node work = step("work", Thing.owe("start", AtEnd.PAY), Thing.act("work", How.BADLY));
    RunRecord record = run(work, List.of(), List.of(step("restart", Thing.settle("start"))));

    assertThat(record.state()).isEqualTo(RunState.FAILED);
    assertThat(payments(record)).containsExactly(Payment.SETTLED);
  }
}
