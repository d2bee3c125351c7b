package io.backstay.connectors.containers;

import io.backstay.spi.Command;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.Program;
import io.backstay.spi.Ref;
import io.backstay.spi.Resource;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does ops one after the other, as a run does, and keeps the debts in plain sight. */
final class Acting implements Tools {

  final List<String> log = new ArrayList<>();
  final Map<String, Facts> debts = new LinkedHashMap<>();
  private final String run;
  private Facts facts = Facts.NONE;

  Acting(String run) {
    this.run = run;
  }

  /** A step of a resource: its ops and the facts they have brought. */
  Facts step(Resource on, List<Op> ops) {
    facts = Facts.NONE;
    for (Op op : ops) {
      one(on, op);
    }
    return facts;
  }

  private void one(Resource on, Op op) {
    switch (op) {
      case Op.Observe observe -> facts = facts.and(on.observe(observe.request(), this));
      case Op.Change change -> facts = facts.and(on.change(change.verb(), change.request(), this));
      case Op.Owe owe -> owe(owe);
      case Op.Settle settle -> debts.remove(settle.action());
      default -> throw new IllegalArgumentException(op.toString());
    }
  }

  private void owe(Op.Owe owe) {
    String condition = owe.onlyIf();
    if (condition == null || facts.is(condition)) {
      Map<String, Object> journaled = new LinkedHashMap<>();
      owe.facts().forEach(name -> journaled.put(name, facts.get(name).orElseThrow()));
      debts.put(owe.action(), new Facts(journaled));
    }
  }

  /** Pays what is owed, as after a failure or in a later process. */
  void payAll(Resource to) {
    debts.forEach((action, owed) -> to.pay(action, owed, this));
    debts.clear();
  }

  @Override
  public RunInfo run() {
    return new RunInfo(
        run, run, Instant.now(), ZoneId.of("UTC"), "p", "full", "manual", "u", "h", null);
  }

  @Override
  public Optional<Facts> debt(Ref on, String action) {
    return Optional.ofNullable(debts.get(action));
  }

  @Override
  public Facts facts() {
    return facts;
  }

  @Override
  public Program start(Command command) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path scratch() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path artifact(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void progress(long bytes) {}

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public String reveal(Secret secret) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}
