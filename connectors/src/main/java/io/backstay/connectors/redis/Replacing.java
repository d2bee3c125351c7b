package io.backstay.connectors.redis;

import io.backstay.connectors.databases.Succession;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Request;
import io.backstay.spi.Tools;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Replaces what a server holds by what was brought into databases beside, late and at once.
 *
 * @param server which
 * @param name of the source
 */
record Replacing(Server server, String name) {

  /** Looks for room beside what is live. */
  record Make() implements Request {
    @Override
    public String says() {
      return "an empty database of the server beside each live one";
    }
  }

  /** Brings in a snapshot. */
  record Fill() implements Request {
    @Override
    public String says() {
      return "loaded into databases beside the live ones";
    }
  }

  /** Swaps them. */
  record SwapIn() implements Request {
    @Override
    public String says() {
      return "all of them become the live ones at once; what was there is kept beside";
    }
  }

  /** What a recreate would do, refused when it cannot. */
  Facts plan(boolean terminate, Duration keep) {
    server.demandWritable();
    Beside beside = new Beside(server);
    Beside.Databases databases = beside.databases();
    if (databases.free().size() < databases.live().size()) {
      throw Failure.of(
              "R434",
              "the server has %d empty databases for %d live ones"
                  .formatted(databases.free().size(), databases.live().size()))
          .help(
              "What is loaded stands beside what is live: give the server more `databases`, or flush"
                  + " those that former restores have kept.");
    }
    if (!terminate) {
      beside.refuseConnected();
    }
    boolean exists = !databases.live().isEmpty();
    return new Succession(name, exists, "beside", "beside", terminate, keep).facts();
  }

  /** What a load goes into: what this run has looked for, or else nothing but emptiness. */
  Facts target(Facts debt) {
    if (debt.get("live").isPresent()) {
      return debt.and(Facts.of(Succession.ALONE, false));
    }
    if (!new Beside(server).databases().live().isEmpty()) {
      throw Failure.of("R434", "the server is not empty")
          .help("Put `recreate-database` before `load`; it keeps what is there.");
    }
    return plan(false, Duration.ZERO).and(Facts.of(Succession.ALONE, true));
  }

  /** Leaves nothing of a failed attempt of the same run. */
  void make() {
    back();
    new Beside(server).drop(run());
  }

  /** What was live becomes live again, if this run has swapped it out. */
  private void back() {
    Beside beside = new Beside(server);
    mark(beside, Mark.BEFORE).map(beside::held).ifPresent(beside::functions);
    if (!beside.back(run()).isEmpty()) {
      new Persisting(server).persist();
    }
  }

  private String run() {
    return server.tools().run().id();
  }

  Facts swapIn() {
    Succession plan = Succession.of(server.tools().facts());
    Instant until = server.tools().clock().instant().plus(plan.keep());
    Beside beside = new Beside(server);
    Optional<Mark> functions = mark(beside, Mark.FUNCTIONS);
    functions.ifPresent(beside::keepFunctions);
    Optional<String> libraries = functions.map(beside::held);
    if (plan.terminate()) {
      beside.showOut();
    } else {
      beside.refuseConnected();
    }
    String kept = beside.swap(run(), until.getEpochSecond());
    server.tools().log("what was live is kept in " + kept);
    libraries.ifPresent(beside::functions);
    new Persisting(server).persist();
    return plan.exists() ? Facts.of("previous-until", until.toString()) : Facts.NONE;
  }

  private Optional<Mark> mark(Beside beside, String holds) {
    return beside.databases().marks().stream()
        .filter(mark -> mark.run().equals(run()) && mark.holds().equals(holds))
        .findFirst();
  }

  /** Drops what was kept long enough. What cannot be dropped stays, and is said. */
  Facts dropExpired() {
    Tools tools = server.tools();
    try {
      long now = tools.clock().instant().getEpochSecond();
      return Facts.of("dropped", new Beside(server).expire(run(), now));
    } catch (Failure e) {
      tools.log("a database kept by a former restore was not dropped: " + e.message());
      return Facts.of("dropped", List.of());
    }
  }

  /** Pays a debt; what was paid before, or never came to be, is left alone. */
  void pay(String action) {
    switch (action) {
      case Succession.SWAP_BACK -> back();
      case Succession.DROP_INCOMING -> new Beside(server).drop(run());
      default -> throw new IllegalStateException("no debt " + action);
    }
  }
}
