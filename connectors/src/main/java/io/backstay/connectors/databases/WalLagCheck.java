package io.backstay.connectors.databases;

import io.backstay.expr.Human;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DatabaseSource;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The check {@code wal-lag}. */
@Doc(
    "What a database server has committed is in its archive after at most so long: no segment of WAL"
        + " has waited longer, and `archive_timeout` closes the current one in time. Without that"
        + " setting the time since a segment was archived counts, however little was written since."
        + " The server's own archiver is asked, not the archive.")
public final class WalLagCheck implements ReadCheckType<WalLagCheck.Params> {

  /**
   * Parameters.
   *
   * @param max how far the archive may be behind
   * @param in whose; null for the source of {@code continuous}
   */
  public record Params(
      @Primary @Doc(value = "How far the archive may be behind.", example = "5m") Duration max,
      @Doc(
              "A database of the server, such as `db`, whose role is a member of `pg_monitor`; the"
                  + " source of `continuous: wal:` when left out.")
          @Nullable SourceRef in) {

    /** Refuses what no archive can keep. */
    public Params {
      if (!max.isPositive()) {
        throw new Refusal("E211", "max", "an archive is always behind", "max: 5m");
      }
    }
  }

  @Override
  public String name() {
    return "wal-lag";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return params.in() == null ? List.of() : List.of(Ref.of(params.in()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Optional<Ref> whose = looksAt(params).stream().findFirst().or(world::logged);
    if (whose.isEmpty()) {
      throw Failure.of("R520", "nobody says whose WAL is meant")
          .help("Name a database:  in: db  or say in `continuous` what is archived.");
    }
    if (!(world.resource(whose.get()) instanceof DatabaseSource database && database.logs())) {
      throw Failure.of("R520", "`" + whose.get().name() + "` writes no log of its own")
          .help("Name a database of a server, such as a `postgres`.");
    }
    Facts behind = world.observe(whose.get(), new DatabaseSource.Archive());
    Duration lag = Duration.ofSeconds(Long.parseLong(behind.text("seconds").orElseThrow()));
    String actual = Human.duration(lag);
    String expected = "at most " + Human.duration(params.max());
    String what = "the archive of WAL is up to " + actual + " behind";
    return lag.compareTo(params.max()) <= 0
        ? new Verdict.Passed(what, behind)
        : new Verdict.NotPassed(expected, actual, what + ", " + expected + " is allowed", behind);
  }
}
