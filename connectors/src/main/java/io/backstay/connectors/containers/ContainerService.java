package io.backstay.connectors.containers;

import io.backstay.connectors.containers.HealthCheck.Seen;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.Tools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A service that is one or more containers. */
final class ContainerService implements Service {

  private static final String OWED = "start";

  private final Ref ref;
  private final Group group;
  private final HealthCheck health;
  private final Supplier<DockerEngine> engines;

  ContainerService(String name, Group group, HealthCheck health, Supplier<DockerEngine> engines) {
    this.ref = Ref.of(new ServiceRef(name));
    this.group = group;
    this.health = health;
    this.engines = engines;
  }

  /** Asks which containers run. */
  record WhatRuns() implements Request {
    @Override
    public String says() {
      return "whether it runs";
    }
  }

  /** Stops what runs. */
  record Stop(String who, Duration grace) implements Request {
    @Override
    public String says() {
      return "stops " + who;
    }
  }

  /** Starts what this run has stopped, or whatever does not run. */
  record Start(String who, boolean onlyStopped, @Nullable Wait until) implements Request {
    @Override
    public String says() {
      String waits = until == null ? "" : until.healthy() ? ", waits for health" : ", waits";
      return "starts " + who + (onlyStopped ? " again" : "") + waits;
    }
  }

  @Override
  public Ref ref() {
    return ref;
  }

  @Override
  public String says() {
    return group.says();
  }

  @Override
  public List<String> alsoKnownAs() {
    return group.knownAs(engines);
  }

  @Override
  public List<Op> stop(Duration grace, boolean startAgain, @Nullable Duration atMost) {
    List<Op> ops = new ArrayList<>();
    ops.add(new Op.Observe(ref, new WhatRuns(), null));
    if (startAgain) {
      ops.add(new Op.Owe(ref, OWED, Stopped.FACTS, Stopped.WAS_RUNNING, Op.AtEnd.PAY, atMost));
    }
    ops.add(new Op.Change(ref, Op.Verb.STOP, new Stop(says(), grace)));
    return ops;
  }

  @Override
  public List<Op> restart(@Nullable Wait until) {
    return List.of(
        new Op.Change(ref, Op.Verb.START, new Start(says(), true, until)),
        new Op.Settle(ref, OWED));
  }

  @Override
  public List<Op> start(@Nullable Wait until) {
    return List.of(new Op.Change(ref, Op.Verb.START, new Start(says(), false, until)));
  }

  @Override
  public List<Finding> probe(Look look) {
    try {
      return group.in(engines.get()).stream().map(ContainerService::finding).toList();
    } catch (Failure e) {
      return List.of(Finding.of(e, ""));
    }
  }

  private static Finding finding(ContainerState container) {
    String state = container.health().isEmpty() ? container.status() : container.health();
    String summary = container.name() + " is " + state;
    return container.status().equals("running") && !state.equals("unhealthy")
        ? Finding.ok(summary)
        : new Finding(Finding.Status.WARN, summary, null, Facts.NONE);
  }

  @Override
  public Facts observe(Request request, Look look) {
    DockerEngine engine = engines.get();
    return switch (request) {
      case WhatRuns what -> Stopped.seen(group.in(engine), look.clock().instant()).facts();
      case Service.Health ask -> healthFacts(health.look(group.in(engine)));
      default -> throw new IllegalStateException(ref + " cannot observe " + request);
    };
  }

  private static Facts healthFacts(Seen found) {
    return Facts.of("healthy", found.healthy()).and(Facts.of("detail", found.detail()));
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    return switch (request) {
      case Stop stop -> stop(stop, tools);
      case Start start when start.onlyStopped() -> startAgain(start, tools);
      case Start start -> startAll(start, tools);
      default -> throw new IllegalStateException(ref + " cannot " + verb + " " + request);
    };
  }

  // Last started, first stopped.
  private Facts stop(Stop stop, Tools tools) {
    DockerEngine engine = engines.get();
    List<String> killed = new ArrayList<>();
    for (ContainerState container : group.in(engine).reversed()) {
      if (container.alive() && engine.stop(container, stop.grace()).killed()) {
        killed.add(container.name());
        tools.log(
            container.name()
                + " did not end within "
                + stop.grace().toSeconds()
                + " s and was killed: its files are as after a crash");
      }
    }
    return Facts.of("killed", killed);
  }

  private Facts startAgain(Start start, Tools tools) {
    Facts owed = tools.debt(ref, OWED).orElse(null);
    if (owed == null) {
      tools.log(says() + " was not stopped by this run: nothing to start");
      return Facts.of("restarted", false);
    }
    Stopped stopped = Stopped.of(owed);
    startAgain(stopped, start.until(), tools);
    Duration down = Duration.between(stopped.since(), tools.clock().instant());
    return Facts.of("restarted", true).and(Facts.of("downtime", down.toSeconds() + "s"));
  }

  private void startAgain(Stopped stopped, @Nullable Wait until, Look look) {
    DockerEngine engine = engines.get();
    stopped.startAgain(engine);
    if (until == null) {
      stopped.refuseUnlessUp(engine);
    } else {
      await(until, look);
    }
    stopped.pauseAgain(engine);
  }

  private Facts startAll(Start start, Tools tools) {
    DockerEngine engine = engines.get();
    List<ContainerState> down =
        group.in(engine).stream().filter(container -> !container.alive()).toList();
    down.forEach(engine::start);
    await(start.until(), tools);
    return Facts.of("started", down.stream().map(ContainerState::name).toList());
  }

  private void await(@Nullable Wait until, Look look) {
    if (until != null) {
      DockerEngine engine = engines.get();
      HealthCheck check = until.healthy() ? health : new HealthCheck(null);
      new Waiting(ref.name(), look).until(until, () -> check.look(group.in(engine)));
    }
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    if (!action.equals(OWED)) {
      throw new IllegalStateException(ref + " does not know the debt " + action);
    }
    startAgain(Stopped.of(facts), null, tools);
  }
}
