package io.backstay.plan;

import io.backstay.spi.CheckUse;
import io.backstay.spi.Fault;
import io.backstay.spi.FaultType;
import io.backstay.spi.Notifier;
import io.backstay.spi.NotifierType;
import io.backstay.spi.Refusal;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceType;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import io.backstay.spi.Store;
import io.backstay.spi.StoreType;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes records of the parts of a plan, given what the names in them stand for. Pure. */
public final class Binder {
  private final Ground ground;

  /** A binder for the parts of a plan. */
  public Binder(Plan plan) {
    this.ground = plan.ground();
  }

  /**
   * A binder for the parts of a drill of a plan.
   *
   * @param meant what a name of a source, service or store stands for
   */
  public Binder(Plan plan, UnaryOperator<String> meant) {
    this.ground = plan.ground().meaning(meant);
  }

  /** The record a part says, defaults filled in, relative paths resolved. */
  public <P extends Record> Bound<P> bind(Part<P> part, Values values) {
    return bound(values, binding -> binding.record(part));
  }

  /** The checks that are to be made; those whose condition does not hold are left out. */
  public Bound<List<CheckUse>> checks(List<CheckDecl> checks, Values values) {
    return bound(
        values,
        binding ->
            checks.stream()
                .<CheckUse>mapMulti(
                    (check, made) -> {
                      CheckUse use = binding.check(check);
                      if (use != null) {
                        made.accept(use);
                      }
                    })
                .toList());
  }

  /** Whether a condition holds; late when only the run can tell. */
  public Bound<Condition.Answer> decide(Condition condition, Values values) {
    return bound(values, binding -> binding.decide(condition));
  }

  /** A source, described. */
  public Bound<Source> source(Declared<SourceType<?>> declared, Values values) {
    return source(declared.type(), declared, values);
  }

  private <P extends Record> Bound<Source> source(
      SourceType<P> type, Declared<?> declared, Values values) {
    return described(
        declared, type.params(), values, params -> type.source(declared.name(), params));
  }

  /** A service, described. */
  public Bound<Service> service(Declared<ServiceType<?>> declared, Values values) {
    return service(declared.type(), declared, values);
  }

  private <P extends Record> Bound<Service> service(
      ServiceType<P> type, Declared<?> declared, Values values) {
    return described(
        declared, type.params(), values, params -> type.service(declared.name(), params));
  }

  /** A store, described. */
  public Bound<Store> store(Declared<StoreType<?>> declared, Values values) {
    return store(declared.type(), declared, values);
  }

  private <P extends Record> Bound<Store> store(
      StoreType<P> type, Declared<?> declared, Values values) {
    return described(
        declared, type.params(), values, params -> type.store(declared.name(), params));
  }

  private <P extends Record, T> Bound<T> described(
      Declared<?> declared, Class<P> shape, Values values, Function<P, T> describe) {
    Part<P> part = new Part<>(declared.params().node(), shape);
    return bound(
        values,
        binding -> {
          P params = binding.record(part);
          return params == null ? null : describe(part, params, describe, binding);
        });
  }

  private static <P extends Record, T> @Nullable T describe(
      Part<P> part, P params, Function<P, T> describe, Binding binding) {
    try {
      return describe.apply(params);
    } catch (Refusal refusal) {
      binding.refuse(Refusals.problem(refusal, part.node()));
      return null;
    }
  }

  /** A scratch resource of a drill, described. */
  public Bound<Scratch> scratch(
      Declared<ScratchType<?>> declared, ScratchType.Place place, Values values) {
    return scratch(declared.type(), declared, place, values);
  }

  private <P extends Record> Bound<Scratch> scratch(
      ScratchType<P> type, Declared<?> declared, ScratchType.Place place, Values values) {
    return described(
        declared, type.params(), values, params -> type.scratch(declared.name(), params, place));
  }

  /** What a drill lets go wrong, described. */
  public Bound<Fault> fault(Injection injection, Values values) {
    return fault(injection.type(), injection, values);
  }

  private <P extends Record> Bound<Fault> fault(
      FaultType<P> type, Injection injection, Values values) {
    Part<P> part = new Part<>(injection.params().node(), type.params());
    return bound(
        values,
        binding -> {
          P params = binding.record(part);
          return params == null ? null : describe(part, params, type::fault, binding);
        });
  }

  /** Somebody who is told, described, with the events they are told of. */
  public Bound<Told> told(NotifyDecl declared, Values values) {
    return told(declared.type(), declared, values);
  }

  private <P extends Record> Bound<Told> told(
      NotifierType<P> type, NotifyDecl declared, Values values) {
    Part<P> part = new Part<>(declared.params().node(), type.params());
    Part<NotifyRules> rules = new Part<>(declared.rules().node(), NotifyRules.class);
    return bound(
        values,
        binding -> {
          P params = binding.record(part);
          NotifyRules events = binding.record(rules);
          Notifier notifier =
              params == null ? null : describe(part, params, type::notifier, binding);
          return notifier == null || events == null
              ? null
              : new Told(declared.name(), notifier, Set.copyOf(events.events()));
        });
  }

  private <T> Bound<T> bound(Values values, Function<Binding, @Nullable T> make) {
    Binding binding = new Binding(ground, values::value);
    T made = make.apply(binding);
    return made == null || binding.problemCount() > 0
        ? new Bound.Refused<>(binding.problems(), binding.isLate())
        : new Bound.Ready<>(made, binding.isLate());
  }
}
