package io.backstay.connectors.files;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Request;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * How a source of files replaces its tree, alike for directories and for volumes: what comes in
 * lands beside the live tree, and a {@link Swap} does the rest.
 *
 * @param swaps the swap of a run, by the run's id
 */
public record Replacement(Function<String, Swap> swaps) {

  /**
   * Makes what has come in the live tree.
   *
   * @param keepPrevious how long the old tree is kept
   */
  public record SwapIn(Duration keepPrevious) implements Request {
    @Override
    public String says() {
      boolean kept = keepPrevious.isPositive();
      return "swapped in" + (kept ? ", the old tree kept " + words(keepPrevious) : "");
    }

    private static String words(Duration time) {
      return time.toHours() > 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }
  }

  /** An empty directory for what is restored; old trees whose time is over are deleted first. */
  public TreeSource.Incoming incoming(Tools tools) {
    Swap swap = of(tools);
    sweep(tools);
    swap.prepare();
    return new TreeSource.Incoming.Directory(swap.incoming());
  }

  /** Deletes what earlier swaps have kept and whose time is over. */
  public void sweep(Tools tools) {
    for (Path swept : of(tools).sweep(tools.clock().instant())) {
      tools.log("deleted `" + swept + "`, kept by an earlier restore until now");
    }
  }

  /**
   * Does a {@link SwapIn}; answers where the old tree is, and how long.
   *
   * @throws Failure when nothing has come in: a step that replaces a tree with nothing has failed
   */
  public Facts swapIn(SwapIn request, Tools tools) {
    Swap swap = of(tools);
    if (!swap.swapped() && !swap.cameIn()) {
      throw Failure.of("R420", "nothing has come in to `" + swap.incoming() + "`")
          .help("Somebody removed it meanwhile; nothing was changed, so run the restore again.");
    }
    Instant until = tools.clock().instant().plus(request.keepPrevious());
    swap.swap();
    swap.keepUntil(until);
    return Facts.of("swapped", true)
        .and(Facts.of("previous", swap.previous().toString()))
        .and(Facts.of("keep-until", until.toString()));
  }

  /** Pays one of the debts of {@link TreeSource}. */
  public void pay(String action, Tools tools) {
    switch (action) {
      case TreeSource.SWAP_BACK -> swapBack(of(tools));
      case TreeSource.DISCARD_INCOMING -> of(tools).discard();
      case TreeSource.DROP_PREVIOUS -> sweep(tools);
      default -> throw new IllegalStateException("no tree owes " + action);
    }
  }

  // What had come in still is in the set it came from.
  private static void swapBack(Swap swap) {
    swap.undo();
    swap.discard();
  }

  private Swap of(Tools tools) {
    return swaps.apply(tools.run().id());
  }
}
