package io.backstay.run;

import io.backstay.spi.Facts;
import io.backstay.spi.Handle;
import io.backstay.spi.Op;
import io.backstay.spi.StoreRef;
import java.util.List;

/** Executes the ops of a step, one after another, until one does not succeed. */
final class OpMachine {
  private final Run run;
  private final RunSets sets;
  private final Checks checks;
  private final Streams streams;
  private final Transfers transfers;

  OpMachine(Run run, RunSets sets, Checks checks, Choice choice) {
    this.run = run;
    this.sets = sets;
    this.checks = checks;
    this.streams = new Streams(run, sets);
    this.transfers = new Transfers(run, sets, choice);
  }

  /** Does all of it, and adds what is found out to the work. */
  void run(List<Op> ops, Work work) {
    for (Op op : ops) {
      work.cancel().check();
      if (!(op instanceof Op.Check)) {
        work.allPassed();
      }
      run(op, work);
    }
    // What was told to stop and came back without a word may have done half of its work.
    work.cancel().check();
    work.allPassed();
  }

  private void run(Op op, Work work) {
    StepTools tools = new StepTools(run, work, sets::proven);
    switch (op) {
      case Op.Observe observe -> work.found(observe(observe, tools));
      case Op.Check check -> check(check, tools, work);
      case Op.Hold hold -> hold(hold, tools, work);
      case Op.Together together -> new Together(this, work).run(together.ops());
      case Op.Run program -> work.found(ProgramOp.run(program, tools, run.secrets()));
      case Op.Stream stream -> work.found(streams.move(stream, tools, work));
      case Op.Transfer transfer -> work.found(transfers.move(transfer.what(), tools, work));
      case Op.Change change ->
          work.found(run.resource(change.on()).change(change.verb(), change.request(), tools));
      case Op.Owe owe -> owe(owe, work);
      case Op.Settle settle -> run.debts().settle(settle.on(), settle.action());
      case Op.Call call -> work.found(run.resource(call.on()).call(call.request(), tools));
    }
  }

  private Facts observe(Op.Observe observe, StepTools tools) {
    Facts facts = run.resource(observe.on()).observe(observe.request(), tools);
    String name = observe.recordAs();
    if (name != null) {
      Facts named = facts.get(name).isPresent() ? facts : Facts.of(name, facts.values());
      sets.staged().record(observe.on().name(), run.secrets().hide(named));
    }
    return facts;
  }

  private void check(Op.Check check, StepTools tools, Work work) {
    SetWorld world = work.world(check.in(), () -> new SetWorld(run, sets, tools, check.in()));
    boolean passed = checks.make(check.check(), work.step(), world, tools, work);
    StoreRef store = check.in();
    if (passed) {
      work.passed(check);
    } else if (store != null) {
      work.doubt(store);
    }
    boolean before = work.facts().get("passed").map(Boolean.TRUE::equals).orElse(true);
    work.found(Facts.of("passed", before && passed));
  }

  private void owe(Op.Owe owe, Work work) {
    Facts known = work.facts();
    String condition = owe.onlyIf();
    if (condition == null || known.is(condition)) {
      Facts needed = needed(owe, known);
      run.debts().take(work.step(), owe.on(), owe.action(), needed, owe.atEnd(), owe.within());
    }
  }

  private static Facts needed(Op.Owe owe, Facts known) {
    Facts needed = Facts.NONE;
    for (String name : owe.facts()) {
      Object value =
          known
              .get(name)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          owe.on() + " owes " + owe.action() + " without the fact " + name));
      needed = needed.and(Facts.of(name, value));
    }
    return needed;
  }

  private void hold(Op.Hold hold, StepTools tools, Work work) {
    try (Handle handle = run.resource(hold.on()).hold(hold.request(), tools)) {
      Work inside = work.part(handle.facts(), work.cancel());
      run(hold.body(), inside);
      handle.confirm();
      work.found(inside.found());
    }
  }
}
