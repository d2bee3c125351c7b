package io.backstay.run;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckUse;
import io.backstay.spi.CheckUse.Severity;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Op;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A check that finds what it is told to find. */
final class ProbeCheck implements ReadCheckType<ProbeCheck.Params> {
  /** How often checks were made. */
  static final AtomicInteger MADE = new AtomicInteger();

  /** What it finds. */
  enum Finds {
    GOOD,
    BAD,
    NOTHING,
    NO_WAY,
    GOOD_IN_THE_END
  }

  /** What it finds. */
  @Doc("A probe.")
  record Params(@Doc("What it finds.") Finds finds, @Doc("About what.") List<Artifacts> about) {}

  static Op check(String name, Finds finds, Severity severity) {
    return new Op.Check(use(name, finds, severity, null), null);
  }

  static Op check(String name, Finds finds, Severity severity, StoreRef in) {
    return new Op.Check(use(name, finds, severity, null), in);
  }

  static CheckUse use(String name, Finds finds, Severity severity, @Nullable Duration within) {
    return new CheckUse(
        "probe", new Params(finds, List.of(Artifacts.ALL)), name, severity, within, "x.yaml:1:1");
  }

  @Override
  public String name() {
    return "probe";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Artifacts> covers(Params params) {
    return params.about();
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    int times = MADE.incrementAndGet();
    return switch (params.finds()) {
      case GOOD -> new Verdict.Passed("it is good", Facts.of("is", "good"));
      case BAD -> new Verdict.NotPassed("good", "bad", "it is bad", Facts.NONE);
      case NOTHING -> new Verdict.NotApplicable("there is nothing");
      case NO_WAY -> throw Failure.of("R111", "there is no way to tell");
      case GOOD_IN_THE_END ->
          times % 3 == 0
              ? new Verdict.Passed("good at last", Facts.NONE)
              : new Verdict.NotPassed("good", "bad", "not yet", Facts.NONE);
    };
  }
}
