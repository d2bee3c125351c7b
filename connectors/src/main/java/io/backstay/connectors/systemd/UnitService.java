package io.backstay.connectors.systemd;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Handle;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.Tools;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A unit of systemd. */
final class UnitService implements Service {
  private static final String OWED = "start";
  private static final String WAS_RUNNING = "was-running";
  private static final String SINCE = "since";
  private static final Duration AFTER_KILL = Duration.ofSeconds(10);
  private static final Duration STAYS_UP = Duration.ofSeconds(1);

  private final Ref ref;
  private final String unit;
  private final @Nullable URI health;

  UnitService(String name, String unit, @Nullable URI health) {
    this.ref = Ref.of(new ServiceRef(name));
    this.unit = unit;
    this.health = health;
  }

  /** Asks whether it runs; only a program can tell. */
  record WhetherItRuns() implements Request {
    @Override
    public String says() {
      return "whether it runs";
    }
  }

  /** Stops it. */
  record Stop(String who, Duration grace) implements Request {
    @Override
    public String says() {
      return "stops " + who;
    }
  }

  /** Starts it, if this run has stopped it or in any case. */
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
    return "unit " + unit;
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of(Finding.unchecked("only a run asks systemd about " + unit));
  }

  @Override
  public List<Op> stop(Duration grace, boolean startAgain, @Nullable Duration atMost) {
    List<Op> body = new ArrayList<>();
    if (startAgain) {
      body.add(new Op.Owe(ref, OWED, List.of(SINCE), WAS_RUNNING, Op.AtEnd.PAY, atMost));
    }
    body.add(new Op.Change(ref, Op.Verb.STOP, new Stop(says(), grace)));
    return List.of(new Op.Hold(ref, new WhetherItRuns(), body));
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
  public Handle hold(Request request, Tools tools) {
    boolean up = systemctl(tools).state().up();
    Facts seen = Facts.of(WAS_RUNNING, up).and(Facts.of(SINCE, tools.clock().instant().toString()));
    return new Seen(seen);
  }

  /** What was seen; nothing is kept open. */
  private record Seen(Facts facts) implements Handle {
    @Override
    public void confirm() {}

    @Override
    public void close() {}
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (!(request instanceof Service.Health)) {
      throw new IllegalStateException(ref + " cannot observe " + request);
    }
    if (health == null) {
      throw Failure.of("R615", "nothing tells the health of " + unit)
          .help("say where it can be asked, beside `systemd:`  health: http://localhost/health");
    }
    String complaint = Answering.complaint(health);
    return Facts.of("healthy", complaint.isEmpty())
        .and(Facts.of("detail", complaint.isEmpty() ? health + " answers" : complaint));
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    return switch (request) {
      case Stop stop -> stop(stop, tools);
      case Start start when start.onlyStopped() -> startAgain(start, tools);
      case Start start -> {
        bringUp(start.until(), tools);
        yield Facts.of("started", true);
      }
      default -> throw new IllegalStateException(ref + " cannot " + verb + " " + request);
    };
  }

  private Facts stop(Stop stop, Tools tools) {
    boolean was = tools.facts().is(WAS_RUNNING);
    Systemctl systemctl = systemctl(tools);
    systemctl.stop();
    boolean killed = !down(systemctl, stop.grace(), tools);
    if (killed) {
      tools.log(unit + " did not end in time and is killed: its files are as after a crash");
      systemctl.kill();
      if (!down(systemctl, AFTER_KILL, tools)) {
        throw Failure.of("R618", unit + " does not end, not even killed")
            .help("look at it: systemctl status " + unit);
      }
    }
    return Facts.of(WAS_RUNNING, was).and(Facts.of("killed", killed));
  }

  private static boolean down(Systemctl systemctl, Duration within, Tools tools) {
    return new Waiting(within, tools).until(() -> systemctl.state().down());
  }

  private Facts startAgain(Start start, Tools tools) {
    Facts owed = tools.debt(ref, OWED).orElse(null);
    if (owed == null) {
      tools.log(unit + " was not stopped by this run: nothing to start");
      return Facts.of("restarted", false);
    }
    bringUp(start.until(), tools);
    Instant since = Instant.parse(owed.text(SINCE).orElse(Instant.EPOCH.toString()));
    Duration down = Duration.between(since, tools.clock().instant());
    return Facts.of("restarted", true).and(Facts.of("downtime", down.toSeconds() + "s"));
  }

  private void bringUp(@Nullable Wait until, Tools tools) {
    Systemctl systemctl = systemctl(tools);
    systemctl.start();
    URI address = until != null && until.healthy() ? health : null;
    if (until != null && address != null) {
      await(address, until.within(), systemctl, tools);
    } else {
      stays(systemctl, tools);
    }
  }

  private void await(URI address, Duration within, Systemctl systemctl, Tools tools) {
    boolean healthy =
        new Waiting(within, tools)
            .until(() -> systemctl.state().up() && Answering.complaint(address).isEmpty());
    if (!healthy) {
      throw down(systemctl, " after " + within.toSeconds() + " s: " + Answering.complaint(address));
    }
  }

  /** A unit that cannot start is active, too, until its program ends. */
  private void stays(Systemctl systemctl, Tools tools) {
    boolean ended = new Waiting(STAYS_UP, tools).until(() -> systemctl.state().down());
    if (ended) {
      throw down(systemctl, ": it was started and ended at once");
    }
  }

  private Failure down(Systemctl systemctl, String why) {
    return Failure.of("R615", unit + " is " + systemctl.state().active() + why)
        .help("Its own log says why: journalctl --unit=" + unit);
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    if (!action.equals(OWED)) {
      throw new IllegalStateException(ref + " does not know the debt " + action);
    }
    bringUp(null, tools);
  }

  private Systemctl systemctl(Tools tools) {
    return new Systemctl(unit, tools);
  }
}
