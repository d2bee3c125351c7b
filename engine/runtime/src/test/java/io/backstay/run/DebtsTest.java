package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.RunEvent.Payment;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebtsTest {
  private static final Ref WEB = Events.WEB;
  private static final Ref DB = new Ref(Ref.Kind.SOURCE, "db");
  private static final Trouble NO = new Trouble("R999", "no", null, false);

  @TempDir Path directory;
  private final Mask mask = new Mask();
  private final List<String> paid = new ArrayList<>();
  private @SuppressWarnings("NullAway.Init") Journal journal;
  private @SuppressWarnings("NullAway.Init") Chronicle chronicle;
  private @SuppressWarnings("NullAway.Init") Debts debts;

  @BeforeEach
  void begin() {
    journal = Journal.create(directory.resolve("run.jsonl"), UnaryOperator.identity());
    chronicle = new Chronicle(journal, List.of(), Clock.systemUTC(), RunListener.NONE);
    chronicle.tell(at -> Events.started("20260213_020000-0001"));
    debts = new Debts(chronicle, mask);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void take(Ref on, String action, AtEnd atEnd) {
    debts.take("step", on, action, Facts.of("n", action), atEnd);
  }

  private @Nullable Trouble pay(DebtTaken debt) {
    paid.add(debt.action());
    return debt.action().startsWith("bad") ? NO : null;
  }

  @Test
  void paidNewestFirstAndOneThatCannotBePaidStopsNoOther() {
    take(WEB, "first", AtEnd.PAY);
    take(DB, "bad", AtEnd.FORGIVE);
    take(WEB, "last", AtEnd.PAY);
    assertThat(debts.payAll(this::pay))
        .extracting(one -> one.debt().action())
        .containsExactly("bad");
    assertThat(paid).containsExactly("last", "bad", "first");
    assertThat(chronicle.record().open()).hasSize(1);
    assertThat(chronicle.record().open().getFirst().unpaid()).isEqualTo(NO);
  }

  @Test
  void whatIsLeftToALaterTimeStaysOwedAndIsNotPaidNow() {
    take(DB, "remove", AtEnd.PAY);
    take(DB, "swap-back", AtEnd.FORGIVE);
    take(WEB, "start", AtEnd.PAY);
    debts.forgive(debt -> debt.on().equals(DB));
    debts.leave(debt -> debt.on().equals(DB));
    assertThat(debts.payAll(this::pay)).isEmpty();
    assertThat(paid).containsExactly("start");
    assertThat(chronicle.record().open())
        .extracting(debt -> debt.taken().action())
        .containsExactly("remove");
  }

  @Test
  void whatIsStillOwedIsTriedAgainAndWhatIsPaidIsNot() {
    take(WEB, "good", AtEnd.PAY);
    take(WEB, "bad", AtEnd.PAY);
    debts.payAll(this::pay);
    paid.clear();
    debts.payAll(this::pay);
    assertThat(paid).containsExactly("bad");
  }

  @Test
  void theNewestOfAKindIsTheOneThatIsKnown() {
    assertThat(debts.facts(WEB, "start")).isEmpty();
    debts.take("a", WEB, "start", Facts.of("n", 1), AtEnd.PAY);
    debts.take("b", WEB, "start", Facts.of("n", 2), AtEnd.PAY);
    debts.take("c", DB, "start", Facts.of("n", 3), AtEnd.PAY);
    assertThat(debts.facts(WEB, "start")).contains(Facts.of("n", 2L));
    assertThat(debts.facts(WEB, "stop")).isEmpty();
  }

  @Test
  void settlingClosesAllOfAKindAndNothingElse() {
    take(WEB, "start", AtEnd.PAY);
    take(DB, "start", AtEnd.PAY);
    take(WEB, "start", AtEnd.PAY);
    debts.settle(WEB, "start");
    debts.settle(WEB, "start");
    debts.payAll(this::pay);
    assertThat(paid).hasSize(1);
    assertThat(chronicle.record().debts())
        .extracting(RunRecord.Debt::payment)
        .containsExactly(Payment.SETTLED, Payment.PAID, Payment.SETTLED);
  }

  @Test
  void forgivenAllAtOnceAndOnlyWhatMayBe() {
    take(WEB, "start", AtEnd.PAY);
    take(DB, "swap-back", AtEnd.FORGIVE);
    take(WEB, "settled", AtEnd.FORGIVE);
    debts.settle(WEB, "settled");
    debts.forgive();
    assertThat(chronicle.record().debts())
        .extracting(RunRecord.Debt::payment)
        .containsExactly(null, Payment.FORGIVEN, Payment.SETTLED);
    debts.payAll(this::pay);
    assertThat(paid).containsExactly("start");
  }

  @Test
  void aDebtThatCannotBeWrittenDownIsNotTaken() {
    journal.close();
    assertThatThrownBy(() -> take(WEB, "start", AtEnd.PAY)).isInstanceOf(Failure.class);
    debts.payAll(this::pay);
    assertThat(paid).isEmpty();
  }

  @Test
  void aPaymentIsMadeEvenWhenItCannotBeWrittenDown() {
    take(WEB, "good", AtEnd.PAY);
    take(WEB, "bad", AtEnd.PAY);
    journal.close();
    assertThat(debts.payAll(this::pay)).hasSize(1);
    assertThat(paid).containsExactly("bad", "good");
  }

  @Test
  void whatWouldHaveToBeHiddenIsNotOwed() {
    mask.learn("hunter22");
    assertThatThrownBy(() -> debts.take("a", WEB, "x", Facts.of("name", "web-hunter22"), AtEnd.PAY))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("contains a secret's value");
    assertThat(chronicle.record().debts()).isEmpty();
  }

  @Test
  void aRunThatContinuesOwesWhatItOwed() {
    take(WEB, "first", AtEnd.PAY);
    take(WEB, "second", AtEnd.PAY);
    debts.settle(WEB, "first");
    Debts again = new Debts(chronicle, mask);
    again.take("c", WEB, "third", Facts.NONE, AtEnd.PAY);
    again.payAll(this::pay);
    assertThat(paid).containsExactly("third", "second");
    assertThat(chronicle.record().debts())
        .extracting(debt -> debt.taken().debt())
        .containsExactly(1, 2, 3);
  }

  @Test
  void peopleAreToldWhatIsOwedAndWhatToType() {
    take(WEB, "bad start", AtEnd.PAY);
    take(DB, "bad swap", AtEnd.PAY);
    Trouble trouble = Debts.trouble(debts.payAll(this::pay), "run-7");
    assertThat(trouble.message())
        .isEqualTo(
            "something could not be undone: `bad swap` source.db: no; `bad start` service.web: no");
    assertThat(trouble.next()).contains("backstay resume run-7 --undo-only");
  }
}
