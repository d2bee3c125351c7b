package io.backstay.connectors.checks;

import io.backstay.expr.Human;
import io.backstay.expr.Parsed;
import io.backstay.expr.Percent;
import io.backstay.expr.Size;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Gauges;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Resource;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The check {@code free-space}. */
@Doc("A store has room: a share of the whole, a size, or a multiple of the last set.")
public final class FreeSpaceCheck implements ReadCheckType<FreeSpaceCheck.Params> {
  private static final Pattern TIMES_LAST = Pattern.compile("([1-9][0-9]{0,2})x-last");

  private static final long PARTS = 10_000;

  /**
   * Parameters.
   *
   * @param store where
   * @param min how much
   */
  public record Params(
      @Doc(value = "The store that has to have room.", example = "local") StoreRef store,
      @Doc(value = "How much: `20%`, `10GiB`, or `2x-last`.", example = "2x-last") String min) {

    /** Refuses what is none of the three. */
    public Params {
      boolean known =
          TIMES_LAST.matcher(min).matches()
              || Percent.parse(min) instanceof Parsed.Ok<Percent>
              || Size.parse(min) instanceof Parsed.Ok<Size>;
      if (!known) {
        throw new Refusal(
            "E143", "min", "`" + min + "` is no amount of space", "min: 10GiB, or 2x-last");
      }
    }
  }

  @Override
  public String name() {
    return "free-space";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return List.of(Ref.of(params.store()));
  }

  /** Only file systems of this host are known, and nothing of the last set. */
  @Override
  public Optional<String> alarm(Params params, Gauges gauges, Map<Ref, Resource> things) {
    return Optional.ofNullable((Store) things.get(Ref.of(params.store())))
        .flatMap(Store::directory)
        .flatMap(MountPoint::of)
        .flatMap(at -> tooLittle(params.min(), gauges, at));
  }

  private static Optional<String> tooLittle(String min, Gauges gauges, Path mountPoint) {
    String free = gauges.free(mountPoint);
    if (Percent.parse(min) instanceof Parsed.Ok<Percent>(Percent share)) {
      long ofAll = share.of(PARTS);
      return Optional.of(
          Gauges.wrong(free + " / " + gauges.all(mountPoint), "< " + ofAll / (double) PARTS));
    }
    return Size.parse(min) instanceof Parsed.Ok<Size>(Size size)
        ? Optional.of(Gauges.wrong(free, "< " + size.bytes()))
        : Optional.empty();
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Store store = (Store) world.resource(Ref.of(params.store()));
    Optional<Store.Space> space = store.reader(world).space();
    if (space.isEmpty()) {
      return new Verdict.NotApplicable("`" + params.store().name() + "` has no notion of space");
    }
    return verdict(params, space.get(), needed(params.min(), space.get(), world));
  }

  private static Verdict verdict(Params params, Store.Space space, long needed) {
    String free = Human.size(space.freeBytes());
    Facts facts = new Facts(Map.of("freeBytes", space.freeBytes(), "neededBytes", needed));
    String needs = Human.size(needed) + " (" + params.min() + ")";
    String summary = "`" + params.store().name() + "` has " + free + " free, needs " + needs;
    return space.freeBytes() >= needed
        ? new Verdict.Passed(summary, facts)
        : new Verdict.NotPassed(needs, free, summary, facts);
  }

  /** A first run has no last set, and then any space is enough. */
  private static long needed(String min, Store.Space space, CheckWorld world) {
    Matcher times = TIMES_LAST.matcher(min);
    if (times.matches()) {
      long last = world.earlierSizes().stream().findFirst().orElse(0L);
      return Math.multiplyExact(last, Long.parseLong(times.group(1)));
    }
    if (Percent.parse(min) instanceof Parsed.Ok<Percent>(Percent share)) {
      return share.of(space.totalBytes());
    }
    return Size.parse(min) instanceof Parsed.Ok<Size>(Size size) ? size.bytes() : Long.MAX_VALUE;
  }
}
