package io.backstay.connectors.checks;

import io.backstay.expr.Human;
import io.backstay.expr.Percent;
import io.backstay.expr.Size;
import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Refusal;
import io.backstay.spi.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check {@code size}. */
@Doc("The set, or some of its artifacts together, are neither too small nor too large.")
public final class SizeCheck implements ReadCheckType<SizeCheck.Params> {

  /**
   * Parameters.
   *
   * @param of {@code set} or a pattern
   * @param min in bytes
   * @param max in bytes
   * @param drift how far from the last set of the same type
   */
  public record Params(
      @Doc(value = "`set` for all of it, or a pattern of artifacts.", example = "set")
          @Default("set")
          String of,
      @Doc(value = "Not smaller than this.", example = "1MB") @Nullable Size min,
      @Doc(value = "Not larger than this.", example = "1GB") @Nullable Size max,
      @Doc(value = "Not further from the size of the last set than this.", example = "50%")
          @Nullable Percent drift) {

    /** Refuses bounds that say nothing, or that nothing can meet. */
    public Params {
      if (!new Artifacts(of).readable()) {
        throw new Refusal(
            "E211", "of", "`" + of + "` is no pattern of artifacts", "of: '*.dump.zst'");
      }
      if (min == null && max == null && drift == null) {
        throw new Refusal("E211", null, "`size` names no bound", "min: 1MB");
      }
      if (min != null && max != null && min.compareTo(max) > 0) {
        throw new Refusal("E211", "min", "`min` is more than `max`", null);
      }
      if (drift != null && !of.equals("set")) {
        throw new Refusal(
            "E211", "drift", "`drift` compares sets with sets, not single artifacts", "of: set");
      }
    }
  }

  @Override
  public String name() {
    return "size";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    boolean whole = params.of().equals("set");
    Artifacts pattern = whole ? Artifacts.ALL : new Artifacts(params.of());
    List<Artifact> chosen =
        world.artifacts().stream().filter(a -> pattern.matches(a.name())).toList();
    if (chosen.isEmpty()) {
      return new Verdict.NotPassed(
          params.of(), "nothing", "the set has no artifact `" + params.of() + "`", Facts.NONE);
    }
    long bytes = chosen.stream().mapToLong(Artifact::bytes).sum();
    return tooSmall(params, bytes)
        .or(() -> tooLarge(params, bytes))
        .or(() -> drifted(params, bytes, world))
        .orElseGet(() -> new Verdict.Passed(Human.size(bytes), Facts.of("bytes", bytes)));
  }

  private static Optional<Verdict> tooSmall(Params params, long bytes) {
    Size min = params.min();
    return min == null || bytes >= min.bytes()
        ? Optional.empty()
        : Optional.of(bad(params, bytes, "at least " + Human.size(min.bytes())));
  }

  private static Optional<Verdict> tooLarge(Params params, long bytes) {
    Size max = params.max();
    return max == null || bytes <= max.bytes()
        ? Optional.empty()
        : Optional.of(bad(params, bytes, "at most " + Human.size(max.bytes())));
  }

  private static Optional<Verdict> drifted(Params params, long bytes, CheckWorld world) {
    Percent drift = params.drift();
    if (drift == null || world.earlierSizes().isEmpty()) {
      return Optional.empty(); // nothing to have drifted from
    }
    long last = world.earlierSizes().getFirst();
    return Math.abs(bytes - last) <= drift.of(last)
        ? Optional.empty()
        : Optional.of(
            bad(params, bytes, "within " + drift.text() + " of the last, " + Human.size(last)));
  }

  private static Verdict bad(Params params, long bytes, String expected) {
    String actual = Human.size(bytes);
    return new Verdict.NotPassed(
        expected,
        actual,
        "the size of `%s` is %s, expected: %s".formatted(params.of(), actual, expected),
        new Facts(Map.of("bytes", bytes)));
  }
}
