package io.backstay.connectors.databases;

import io.backstay.spi.DatabaseSource.Load;
import io.backstay.spi.Facts;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a database that gets a successor; kept with the debts of the run, so that
 * another process can undo it.
 *
 * @param live the name that matters
 * @param exists whether there is a database of that name
 * @param incoming the successor while it is filled
 * @param previous the name of the old one afterwards
 * @param terminate whether sessions in the way are ended
 * @param keep how long the old one is kept
 */
public record Succession(
    String live,
    boolean exists,
    String incoming,
    String previous,
    boolean terminate,
    Duration keep) {

  /** The debt of an unfinished successor. */
  public static final String DROP_INCOMING = "drop-incoming";

  /** The debt of swapped names. */
  public static final String SWAP_BACK = "swap-back";

  /** The fact that a load found no successor made by the run before it. */
  public static final String ALONE = "alone";

  /** The facts that say all of this. */
  public static final List<String> FACTS =
      List.of("live", "live-exists", "incoming", "previous", "terminate-connections", "keep");

  /**
   * Finds out what succession would mean.
   *
   * @param terminate whether sessions in the way are ended
   * @param keep how long the old one is kept
   */
  public record Planned(boolean terminate, Duration keep) implements Request {
    @Override
    public String says() {
      return terminate ? "sessions in the way are ended" : "nobody else may be connected";
    }
  }

  /** Finds out what a load goes into. */
  public record Target() implements Request {
    @Override
    public String says() {
      return "where it goes";
    }
  }

  /**
   * Makes the successor.
   *
   * @param live the live name
   */
  public record Make(String live) implements Request {
    @Override
    public String says() {
      return SideName.incoming(live) + ", empty, beside " + live;
    }
  }

  /**
   * Gives the successor the live name.
   *
   * @param live the live name
   */
  public record SwapIn(String live) implements Request {
    @Override
    public String says() {
      return "%s becomes %s; what was there is renamed aside"
          .formatted(SideName.incoming(live), live);
    }
  }

  /**
   * Runs statements out of a plan in the successor.
   *
   * @param statements each as it is
   */
  public record ThenSql(List<String> statements) implements Request {
    @Override
    public String says() {
      return statements.size() + " statements";
    }
  }

  /** Drops what former restores have kept for as long as they had to. */
  public record DropExpired() implements Request {
    @Override
    public String says() {
      return "databases that former restores have kept, and whose time is over";
    }
  }

  /** The ops that make an empty successor. */
  public static List<Op> recreate(
      Ref ref, String live, boolean terminate, @Nullable Duration keep) {
    return recreate(ref, new Make(live), terminate, keep);
  }

  /**
   * The same where it is made in another way.
   *
   * @param make makes it
   */
  public static List<Op> recreate(
      Ref ref, Request make, boolean terminate, @Nullable Duration keep) {
    Duration kept = keep == null ? Duration.ZERO : keep;
    return List.of(
        new Op.Observe(ref, new Planned(terminate, kept), null),
        new Op.Owe(ref, DROP_INCOMING, FACTS, null, Op.AtEnd.PAY),
        new Op.Change(ref, Op.Verb.CREATE, make));
  }

  /**
   * The ops that fill the successor, prove it and give it the live name.
   *
   * @param filling fills it
   */
  public static List<Op> load(Ref ref, String live, Op filling, Load load) {
    return load(ref, filling, new SwapIn(live), load);
  }

  /**
   * The same where the two are swapped in another way.
   *
   * @param filling fills it
   * @param swapIn gives it the place of the live one
   */
  public static List<Op> load(Ref ref, Op filling, Request swapIn, Load load) {
    List<Op> ops = new ArrayList<>();
    ops.add(new Op.Observe(ref, new Target(), null));
    ops.add(new Op.Owe(ref, DROP_INCOMING, FACTS, ALONE, Op.AtEnd.PAY));
    ops.add(filling);
    ops.add(LoadedCheck.ofIncoming(ref, load.artifact(), List.of()));
    if (!load.thenSql().isEmpty()) {
      ops.add(new Op.Change(ref, Op.Verb.PUT, new ThenSql(load.thenSql())));
    }
    ops.add(new Op.Owe(ref, SWAP_BACK, FACTS, null, Op.AtEnd.FORGIVE));
    ops.add(new Op.Change(ref, Op.Verb.RENAME, swapIn));
    ops.add(new Op.Settle(ref, DROP_INCOMING));
    ops.add(new Op.Change(ref, Op.Verb.DELETE, new DropExpired()));
    return ops;
  }

  /** The same as data. */
  public Facts facts() {
    return new Facts(
        Map.of(
            "live", live,
            "live-exists", exists,
            "incoming", incoming,
            "previous", previous,
            "terminate-connections", terminate,
            "keep", keep.toString()));
  }

  /** Reads back what {@link #facts} gave. */
  public static Succession of(Facts facts) {
    return new Succession(
        facts.text("live").orElseThrow(),
        facts.is("live-exists"),
        facts.text("incoming").orElseThrow(),
        facts.text("previous").orElseThrow(),
        facts.is("terminate-connections"),
        Duration.parse(facts.text("keep").orElseThrow()));
  }
}
