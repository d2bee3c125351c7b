package io.backstay.program;

import io.backstay.plan.Binder;
import io.backstay.plan.Bound;
import io.backstay.plan.CheckDecl;
import io.backstay.plan.Condition;
import io.backstay.plan.NotifyDecl;
import io.backstay.plan.Part;
import io.backstay.plan.Problem;
import io.backstay.plan.Told;
import io.backstay.plan.Values;
import io.backstay.spi.CheckUse;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds parts of a plan to values and collects what does not fit, so that all of it is told. */
final class Bindings {
  private final Binder binder;
  private final Values values;
  private final List<Problem> problems = new ArrayList<>();

  Bindings(Binder binder, Values values) {
    this.binder = binder;
    this.values = values;
  }

  /** The same, knowing more; what it finds is not collected here. */
  Bindings knowing(Map<String, Facts> steps) {
    Values more = values.with(steps);
    Facts set = steps.get(Late.CHOSEN_SET);
    Values withSet = withBase(set == null ? more : more.withBackup(set), steps);
    Facts failure = steps.get(Late.FAILURE);
    return new Bindings(binder, failure == null ? withSet : withFailure(withSet, failure));
  }

  private static Values withBase(Values values, Map<String, Facts> steps) {
    return Optional.ofNullable(steps.get(Late.BASE_SET))
        .flatMap(set -> set.text("id"))
        .map(values::withBase)
        .orElse(values);
  }

  private static Values withFailure(Values values, Facts failure) {
    return values.withFailure(failure.text("step").orElse(""), failure.text("message").orElse(""));
  }

  Binder binder() {
    return binder;
  }

  Values values() {
    return values;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  /** The record, or empty after its problems were collected. */
  <P extends Record> Optional<Bound.Ready<P>> bind(Part<P> part) {
    return ready(binder.bind(part, values));
  }

  /** The record, when everything it depends on is known. */
  <P extends Record> P now(Part<P> part) {
    return bind(part)
        .map(Bound.Ready::value)
        .orElseThrow(() -> Failure.of("R520", problems.getFirst().message()));
  }

  List<CheckUse> checks(List<CheckDecl> checks) {
    return ready(binder.checks(checks, values)).map(Bound.Ready::value).orElse(List.of());
  }

  /** Whether a condition holds by what is known now. */
  boolean holds(Condition condition) {
    return decide(condition) == Condition.Answer.HOLDS;
  }

  /** The guard of a condition; an open one is decided by the run. */
  Guard guard(Condition condition) {
    return switch (decide(condition)) {
      case HOLDS -> new Guard.Decided(condition.text(), true);
      case FAILS -> new Guard.Decided(condition.text(), false);
      case OPEN ->
          new Guard.Open(
              condition.text(),
              steps -> knowing(steps).decide(condition) == Condition.Answer.HOLDS);
    };
  }

  /**
   * Who is told how a run ended.
   *
   * @param failure step and message of what failed; null when nothing did
   */
  List<Told> told(List<NotifyDecl> all, @Nullable Facts failure) {
    Bindings after = knowing(failure == null ? Map.of() : Map.of(Late.FAILURE, failure));
    return all.stream()
        .filter(one -> after.holds(one.when()))
        .flatMap(one -> after.ready(binder.told(one, after.values())).stream())
        .map(Bound.Ready::value)
        .toList();
  }

  private Condition.Answer decide(Condition condition) {
    return ready(binder.decide(condition, values))
        .map(Bound.Ready::value)
        .orElse(Condition.Answer.FAILS);
  }

  <T> Optional<Bound.Ready<T>> ready(Bound<T> bound) {
    return switch (bound) {
      case Bound.Ready<T> ready -> Optional.of(ready);
      case Bound.Refused<T> refused -> {
        problems.addAll(refused.problems());
        yield Optional.empty();
      }
    };
  }
}
