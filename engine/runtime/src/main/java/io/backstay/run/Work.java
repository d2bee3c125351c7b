package io.backstay.run;

import io.backstay.run.StepOutcome.Trouble;
import io.backstay.set.Manifest;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.StoreRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an attempt of a step knows and has found out so far. */
final class Work {
  private final String step;
  private final Cancel cancel;
  private final Facts given;
  private final List<String> warnings;
  private final List<String> made;
  private final List<Op.Check> passed;
  private final List<Manifest.Artifact> handed;
  private final Set<StoreRef> doubted;
  private final Map<@Nullable StoreRef, SetWorld> worlds = new HashMap<>();
  private final List<Trouble> notPassed = new ArrayList<>();
  private Facts found = Facts.NONE;

  /** An attempt that knows nothing yet. */
  Work(String step, Cancel cancel) {
    this.step = step;
    this.cancel = cancel;
    this.given = Facts.NONE;
    this.warnings = new CopyOnWriteArrayList<>();
    this.made = new CopyOnWriteArrayList<>();
    this.passed = new CopyOnWriteArrayList<>();
    this.handed = new CopyOnWriteArrayList<>();
    this.doubted = new CopyOnWriteArraySet<>();
  }

  private Work(Work whole, Facts more, Cancel cancel) {
    this.step = whole.step;
    this.cancel = cancel;
    this.given = whole.facts().and(more);
    this.warnings = whole.warnings;
    this.made = whole.made;
    this.passed = whole.passed;
    this.handed = whole.handed;
    this.doubted = whole.doubted;
  }

  /** A part of it that knows more, and is cancelled on its own. */
  Work part(Facts more, Cancel own) {
    return new Work(this, more, own);
  }

  String step() {
    return step;
  }

  Cancel cancel() {
    return cancel;
  }

  /** Everything it can know. */
  synchronized Facts facts() {
    return given.and(found);
  }

  /** What it found out itself. */
  synchronized Facts found() {
    return found;
  }

  synchronized void found(Facts more) {
    found = found.and(more);
  }

  /** Something went wrong that is tolerated. */
  void warn(String what) {
    warnings.add(what);
  }

  List<String> warnings() {
    return warnings;
  }

  /** An artifact exists now; when the attempt fails, it will not. */
  void made(String artifact) {
    made.add(artifact);
  }

  List<String> made() {
    return made;
  }

  /** What checks look at, one after another; null for what is staged. */
  SetWorld world(@Nullable StoreRef store, Supplier<SetWorld> first) {
    return worlds.computeIfAbsent(store, ref -> first.get());
  }

  /** A check of a stored copy has passed. */
  void passed(Op.Check check) {
    passed.add(check);
  }

  List<Op.Check> passed() {
    return passed;
  }

  /** An artifact went to its end into what takes it. */
  void handed(Manifest.Artifact artifact) {
    handed.add(artifact);
  }

  List<Manifest.Artifact> handed() {
    return handed;
  }

  /** A check of the copy in a store has not passed. */
  void doubt(StoreRef store) {
    doubted.add(store);
  }

  Set<StoreRef> doubted() {
    return doubted;
  }

  /** A check did not pass; the checks beside it are still made, so that all of it is known. */
  void fails(Trouble check) {
    notPassed.add(check);
  }

  /**
   * Goes on only when every check so far has passed.
   *
   * @throws NotPassed when one has not
   */
  void allPassed() {
    if (!notPassed.isEmpty()) {
      throw new NotPassed(notPassed);
    }
  }

  /** Unwinds a step in which checks did not pass. */
  static final class NotPassed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Trouble> troubles;

    NotPassed(List<Trouble> troubles) {
      super(troubles.getFirst().message(), null, false, false);
      this.troubles = List.copyOf(troubles);
    }

    /** The first, and how many more there are. */
    Trouble trouble() {
      Trouble first = troubles.getFirst();
      int more = troubles.size() - 1;
      String message =
          switch (more) {
            case 0 -> first.message();
            case 1 -> first.message() + " (and 1 more check did not pass)";
            default -> first.message() + " (and " + more + " more checks did not pass)";
          };
      return new Trouble(first.code(), message, first.next(), true);
    }
  }
}
