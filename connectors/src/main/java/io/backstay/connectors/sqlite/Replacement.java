package io.backstay.connectors.sqlite;

import io.backstay.spi.Facts;
import io.backstay.spi.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is known about a database file that is replaced; kept with the debts of the run, so that
 * another process can undo it.
 *
 * @param live the file that matters
 * @param exists whether it is there
 * @param incoming the successor while it is written
 * @param previous where the old one is afterwards
 * @param keep how long the old one is kept
 */
record Replacement(Path live, boolean exists, Path incoming, Path previous, Duration keep) {
  /** The debt of an unfinished successor. */
  static final String DROP_INCOMING = "drop-incoming";

  /** The debt of swapped files. */
  static final String SWAP_BACK = "swap-back";

  /** The fact that a load found no successor made by the run before it. */
  static final String ALONE = "alone";

  /** The facts that say all of this. */
  static final List<String> FACTS = List.of("live", "live-exists", "incoming", "previous", "keep");

  /**
   * Finds out what a replacement would mean.
   *
   * @param keep how long the old file is kept
   */
  record Planned(Duration keep) implements Request {
    @Override
    public String says() {
      return "nobody else may have it open";
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
   * @param live name of the live file
   */
  record Make(String live) implements Request {
    @Override
    public String says() {
      return live + ".incoming, empty, beside " + live;
    }
  }

  /**
   * Fills the successor.
   *
   * @param live name of the live file
   */
  record Fill(String live) implements Request {
    @Override
    public String says() {
      return "written to " + live + ".incoming";
    }
  }

  /**
   * Runs statements out of a plan in the successor.
   *
   * @param statements each as it is
   */
  record ThenSql(List<String> statements) implements Request {
    @Override
    public String says() {
      return statements.size() + " statements";
    }
  }

  /**
   * Makes the successor the live file.
   *
   * @param live name of the live file
   */
  record SwapIn(String live) implements Request {
    @Override
    public String says() {
      return "%s.incoming becomes %s; what was there is kept aside".formatted(live, live);
    }
  }

  /** Of a run. */
  static Replacement of(Path live, boolean exists, String stamp, Duration keep) {
    return new Replacement(
        live,
        exists,
        Database.beside(live, ".incoming"),
        Database.beside(live, ".before_" + stamp),
        keep);
  }

  Facts facts() {
    return new Facts(
        Map.of(
            "live", live.toString(),
            "live-exists", exists,
            "incoming", incoming.toString(),
            "previous", previous.toString(),
            "keep", keep.toString()));
  }

  static Replacement of(Facts facts) {
    return new Replacement(
        Path.of(facts.text("live").orElseThrow()),
        facts.is("live-exists"),
        Path.of(facts.text("incoming").orElseThrow()),
        Path.of(facts.text("previous").orElseThrow()),
        Duration.parse(facts.text("keep").orElseThrow()));
  }
}
