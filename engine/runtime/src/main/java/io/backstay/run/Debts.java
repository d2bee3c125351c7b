package io.backstay.run;

import io.backstay.run.RunEvent.DebtPaid;
import io.backstay.run.RunEvent.DebtTaken;
import io.backstay.run.RunEvent.DebtUnpaid;
import io.backstay.run.RunEvent.Payment;
import io.backstay.run.RunEvent.WorkDone;
import io.backstay.run.StepOutcome.Trouble;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run owes. A debt is durable before the act that makes it due; paying goes from the newest
 * to the oldest, and one that cannot be paid never keeps the next from being paid.
 */
final class Debts {
  private final Chronicle chronicle;
  private final Mask mask;
  private final Watch watch;
  private final List<DebtTaken> open = new ArrayList<>();
  private int taken;

  /** Continues with what is open so far. */
  Debts(Chronicle chronicle, Mask mask) {
    this(chronicle, mask, Watch.NONE);
  }

  /**
   * The same.
   *
   * @param watch is told of what comes and goes from now on
   */
  Debts(Chronicle chronicle, Mask mask, Watch watch) {
    this.chronicle = chronicle;
    this.mask = mask;
    this.watch = watch;
    RunRecord record = chronicle.record();
    this.taken = record.debts().size();
    record.open().reversed().forEach(debt -> open.add(debt.taken()));
  }

  /** Pays one debt, or says why not. */
  interface Payer {
    /** Null when it is paid. */
    @Nullable Trouble pay(DebtTaken debt);
  }

  /** Owes this from here on, for as long as it takes. */
  void take(String step, Ref on, String action, Facts facts, AtEnd atEnd) {
    take(step, on, action, facts, atEnd, null);
  }

  /**
   * Owes this from here on; durable when this returns.
   *
   * @param within how long it may be owed; null for as long as it takes
   * @throws Failure when it cannot be written down as it is, or when nobody would see to it: then
   *     the act must not follow
   */
  synchronized void take(
      String step, Ref on, String action, Facts facts, AtEnd atEnd, @Nullable Duration within) {
    if (!mask.clean(facts)) {
      throw Failure.of("R123", "what `" + on + "` needs to undo this contains a secret's value")
          .help("a secret is never written to a journal; give the thing a name without it");
    }
    watch.before(on, atEnd);
    int number = taken + 1;
    RunEvent event =
        chronicle.tell(
            at -> {
              Instant due = within == null ? null : at.plus(within);
              return new DebtTaken(at, number, step, on, action, facts, atEnd, due);
            });
    taken = number;
    DebtTaken debt = (DebtTaken) event;
    open.add(debt);
    watch.owed(debt);
  }

  /** The facts of the newest open debt of this kind. */
  synchronized Optional<Facts> facts(Ref on, String action) {
    return open.reversed().stream().filter(is(on, action)).map(DebtTaken::facts).findFirst();
  }

  /** Declares every open debt of this kind paid. */
  synchronized void settle(Ref on, String action) {
    for (DebtTaken debt : open.reversed().stream().filter(is(on, action)).toList()) {
      chronicle.tell(at -> new DebtPaid(at, debt.debt(), Payment.SETTLED));
      open.remove(debt);
      watch.paid(debt);
    }
  }

  /** The work is done: keeps, all at once, what a failure would have undone. */
  synchronized void forgive() {
    chronicle.tell(WorkDone::new);
    open.removeIf(debt -> debt.atEnd() == AtEnd.FORGIVE);
  }

  /** How many debts were taken so far; they are numbered from one on. */
  synchronized int taken() {
    return taken;
  }

  /**
   * Keeps what steps behind the work have done: each step that went well for itself, oldest first,
   * so that whoever dies in between leaves only what came last to be undone.
   *
   * @param since the number of the last debt of the work
   */
  synchronized void keep(int since) {
    RunRecord record = chronicle.record();
    for (DebtTaken debt : List.copyOf(open)) {
      if (debt.debt() > since && debt.atEnd() == AtEnd.FORGIVE && record.wentWell(debt.step())) {
        chronicle.tell(at -> new DebtPaid(at, debt.debt(), Payment.FORGIVEN));
        open.remove(debt);
      }
    }
  }

  /** Leaves to somebody else, and to a later time, what stays owed. */
  synchronized void leave(Predicate<DebtTaken> which) {
    open.removeIf(which);
  }

  /** Keeps of these what a failure would have undone. */
  synchronized void forgive(Predicate<DebtTaken> which) {
    open.stream()
        .filter(it -> it.atEnd() == AtEnd.FORGIVE)
        .filter(which)
        .toList()
        .forEach(this::forgive);
  }

  private void forgive(DebtTaken debt) {
    chronicle.tell(at -> new DebtPaid(at, debt.debt(), Payment.FORGIVEN));
    open.remove(debt);
    watch.paid(debt);
  }

  /** Whether this is still owed. */
  synchronized boolean owes(DebtTaken debt) {
    return open.contains(debt);
  }

  private static Predicate<DebtTaken> is(Ref on, String action) {
    return debt -> debt.on().equals(on) && debt.action().equals(action);
  }

  /**
   * Tries to pay everything, newest first.
   *
   * @return what could not be paid
   */
  List<Unpaid> payAll(Payer payer) {
    return payAll(0, payer);
  }

  /**
   * The same for those taken lately.
   *
   * @param since the number of the last one that is left alone
   */
  List<Unpaid> payAll(int since, Payer payer) {
    List<Unpaid> unpaid = new ArrayList<>();
    for (DebtTaken debt : newestFirst(since)) {
      Trouble trouble = payer.pay(debt);
      if (trouble == null) {
        paid(debt);
      } else {
        unpaid.add(new Unpaid(debt, trouble));
        write(() -> chronicle.tell(at -> new DebtUnpaid(at, debt.debt(), trouble)));
      }
    }
    return unpaid;
  }

  /**
   * A debt that is still owed.
   *
   * @param debt what is owed
   * @param trouble why it could not be paid
   */
  record Unpaid(DebtTaken debt, Trouble trouble) {}

  /** What to tell people about debts that are still owed. */
  static Trouble trouble(List<Unpaid> unpaid, String run) {
    String what =
        unpaid.stream()
            .map(
                one ->
                    "`"
                        + one.debt().action()
                        + "` "
                        + one.debt().on()
                        + ": "
                        + one.trouble().message())
            .collect(Collectors.joining("; "));
    return new Trouble(
        "R151",
        "something could not be undone: " + what,
        "repair what is named, then: backstay resume " + run + " --undo-only",
        false);
  }

  private synchronized List<DebtTaken> newestFirst(int since) {
    return open.reversed().stream().filter(debt -> debt.debt() > since).toList();
  }

  private synchronized void paid(DebtTaken debt) {
    open.remove(debt);
    write(() -> chronicle.tell(at -> new DebtPaid(at, debt.debt(), Payment.PAID)));
    watch.paid(debt);
  }

  /**
   * A payment that cannot be written down was made all the same, and paying it again changes
   * nothing; so a full disk never keeps a service down.
   */
  private static void write(Runnable telling) {
    try {
      telling.run();
    } catch (Failure e) {
      // Whoever ends the run meets the same disk, and says so.
    }
  }
}
