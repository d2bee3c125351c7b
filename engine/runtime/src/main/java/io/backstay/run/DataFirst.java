package io.backstay.run;

import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import org.jspecify.annotations.Nullable;

/**
 * Pays like another, but starts no service once something newer than its stop could not be taken
 * back: an application that runs on half of its data does more harm than one that is down.
 */
final class DataFirst implements Debts.Payer {
  private final Debts.Payer payer;
  private @Nullable DebtTaken half;

  DataFirst(Debts.Payer payer) {
    this.payer = payer;
  }

  @Override
  public @Nullable Trouble pay(DebtTaken debt) {
    DebtTaken unpaid = half;
    if (unpaid != null && debt.on().kind() == Ref.Kind.SERVICE) {
      String message = "not done while `" + unpaid.action() + "` " + unpaid.on() + " is still owed";
      return new Trouble("R151", message, null, false);
    }
    Trouble trouble = payer.pay(debt);
    if (trouble != null && live(debt)) {
      half = debt;
    }
    return trouble;
  }

  /** What is forgiven when all goes well was done to live data; the rest only tidies up beside. */
  private static boolean live(DebtTaken debt) {
    boolean lasts = debt.on().kind() == Ref.Kind.SOURCE || debt.on().kind() == Ref.Kind.SETTING;
    boolean swapped = lasts && debt.atEnd() == AtEnd.FORGIVE;
    return swapped || debt.on().equals(Ref.PAST);
  }
}
