package io.backstay.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Facts;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DataFirstTest {
  private static final Ref DB = new Ref(Ref.Kind.SOURCE, "db");
  private static final Trouble NO = new Trouble("R999", "no", null, false);

  private final List<String> asked = new ArrayList<>();
  private final DataFirst payer =
      new DataFirst(
          debt -> {
            asked.add(debt.action());
            return debt.action().startsWith("bad") ? NO : null;
          });

  private static DebtTaken debt(Ref on, String action, AtEnd atEnd) {
    return new DebtTaken(Instant.EPOCH, 1, "step", on, action, Facts.NONE, atEnd, null);
  }

  @Test
  void noServiceIsStartedOnDataThatIsNotWhole() {
    assertThat(payer.pay(debt(DB, "bad swap", AtEnd.FORGIVE))).isEqualTo(NO);
    Trouble trouble = payer.pay(debt(Events.WEB, "start", AtEnd.PAY));

    assertThat(Objects.requireNonNull(trouble).message())
        .isEqualTo("not done while `bad swap` source.db is still owed");
    assertThat(asked).containsExactly("bad swap");
  }

  @Test
  void norOnARestoreThatIsTakenBackByHalf() {
    payer.pay(debt(Ref.PAST, "bad take-back", AtEnd.PAY));

    assertThat(payer.pay(debt(Events.WEB, "start", AtEnd.PAY))).isNotNull();
  }

  @Test
  void norOnASettingThatIsNotPutBack() {
    payer.pay(debt(Ref.SETTINGS, "bad put-setting-back", AtEnd.FORGIVE));

    assertThat(payer.pay(debt(Events.WEB, "start", AtEnd.PAY))).isNotNull();
  }

  @Test
  void otherDataIsStillTakenBack() {
    payer.pay(debt(DB, "bad swap", AtEnd.FORGIVE));

    assertThat(payer.pay(debt(DB, "swap", AtEnd.FORGIVE))).isNull();
  }

  @Test
  void whatOnlyTidiesUpKeepsNothingDown() {
    payer.pay(debt(DB, "bad tidying", AtEnd.PAY));

    assertThat(payer.pay(debt(Events.WEB, "start", AtEnd.PAY))).isNull();
  }

  @Test
  void aServiceThatCannotBeStartedKeepsNoOtherDown() {
    payer.pay(debt(Events.WEB, "bad start", AtEnd.FORGIVE));

    assertThat(payer.pay(debt(Events.WEB, "start", AtEnd.PAY))).isNull();
  }
}
