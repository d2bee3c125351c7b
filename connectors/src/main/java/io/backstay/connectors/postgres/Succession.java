package io.backstay.connectors.postgres;

import io.backstay.spi.Facts;
import io.backstay.spi.Request;
import java.time.Duration;
import java.util.Map;

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
record Succession(
    String live,
    boolean exists,
    String incoming,
    String previous,
    boolean terminate,
    Duration keep) {

  /** The debt of an unfinished successor. */
  static final String DROP_INCOMING = "drop-incoming";

  /** The debt of swapped names. */
  static final String SWAP_BACK = "swap-back";

  /** The fact that a load found no successor made by the run before it. */
  static final String ALONE = "alone";

  /** The facts that say all of this. */
  static final java.util.List<String> FACTS =
      java.util.List.of(
          "live", "live-exists", "incoming", "previous", "terminate-connections", "keep");

  /**
   * Finds out what succession would mean.
   *
   * @param terminate whether sessions in the way are ended
   * @param keep how long the old one is kept
   */
  record Planned(boolean terminate, Duration keep) implements Request {
    @Override
    public String says() {
      return terminate ? "sessions in the way are ended" : "nobody else may be connected";
    }
  }

  /** Finds out what a load goes into. */
  record Target() implements Request {
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
  record Make(String live) implements Request {
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
  record SwapIn(String live) implements Request {
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
  record ThenSql(java.util.List<String> statements) implements Request {
    @Override
    public String says() {
      return statements.size() + " statements";
    }
  }

  /** Drops what former restores have kept for as long as they had to. */
  record DropExpired() implements Request {
    @Override
    public String says() {
      return "databases that former restores have kept, and whose time is over";
    }
  }

  Facts facts() {
    return new Facts(
        Map.of(
            "live", live,
            "live-exists", exists,
            "incoming", incoming,
            "previous", previous,
            "terminate-connections", terminate,
            "keep", keep.toString()));
  }

  static Succession of(Facts facts) {
    return new Succession(
        facts.text("live").orElseThrow(),
        facts.is("live-exists"),
        facts.text("incoming").orElseThrow(),
        facts.text("previous").orElseThrow(),
        facts.is("terminate-connections"),
        Duration.parse(facts.text("keep").orElseThrow()));
  }
}
