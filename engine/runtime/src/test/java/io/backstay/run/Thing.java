package io.backstay.run;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Tools;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A thing that does as its requests say, and remembers what it did. */
final class Thing implements Resource {
  static final Ref REF = new Ref(Ref.Kind.SERVICE, "thing");

  /** What was done, in order. */
  final Queue<String> acts = new ConcurrentLinkedQueue<>();

  /** Debts that cannot be paid. */
  final Set<String> unpayable = ConcurrentHashMap.newKeySet();

  private final Map<String, CountDownLatch> reached = new ConcurrentHashMap<>();

  /** How an act goes. */
  enum How {
    WELL,
    BADLY,
    BADLY_FOR_NOW,
    BADLY_ONCE,
    NEVER_ENDING,
    DEAF,
    AS_A_BUG
  }

  /** Does something in a certain way. */
  record Act(String name, How how) implements Request {
    @Override
    public String says() {
      return name;
    }
  }

  /** A step's op that does this. */
  static Op act(String name, How how) {
    return new Op.Call(REF, new Act(name, how));
  }

  static Op owe(String action, Op.AtEnd atEnd, String... facts) {
    return new Op.Owe(REF, action, List.of(facts), null, atEnd);
  }

  static Op settle(String action) {
    return new Op.Settle(REF, action);
  }

  /** Is passed when an act of this name has begun. */
  CountDownLatch reached(String name) {
    return reached.computeIfAbsent(name, n -> new CountDownLatch(1));
  }

  List<String> done() {
    return List.copyOf(acts);
  }

  @Override
  public Ref ref() {
    return REF;
  }

  @Override
  public String says() {
    return "a thing";
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  @Override
  public Facts call(Request request, Tools tools) {
    Act act = (Act) request;
    boolean again = acts.contains(act.name());
    acts.add(act.name());
    reached(act.name()).countDown();
    switch (act.how()) {
      case WELL -> {}
      case BADLY -> throw Failure.of("R999", act.name() + " went badly").help("try something else");
      case BADLY_FOR_NOW -> throw Failure.of("R998", act.name() + " is busy").transientOne();
      case BADLY_ONCE -> failUnless(again, act);
      case NEVER_ENDING -> hang(act);
      case DEAF -> ignoreEverything();
      case AS_A_BUG -> throw new IllegalStateException("a bug in " + act.name());
    }
    return Facts.of("did", act.name());
  }

  private static void failUnless(boolean again, Act act) {
    if (!again) {
      throw Failure.of("R999", act.name() + " went badly once");
    }
  }

  private static void hang(Act act) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw Failure.of("R997", act.name() + " was interrupted").because(e);
    }
  }

  private static void ignoreEverything() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // Deaf.
      }
    }
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    acts.add("pay " + action);
    reached("pay " + action).countDown();
    if (unpayable.contains(action)) {
      throw Failure.of("R996", action + " cannot be paid");
    }
  }
}
