package io.backstay.connectors.host;

import io.backstay.connectors.services.HealthAddress;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs on this host without a container, as a service. Whether it runs only a
 * program can tell, so previews do not know it.
 */
final class HostService implements Service {
  private static final String OWED = "start";
  private static final String WAS_RUNNING = "was-running";
  private static final String SINCE = "since";
  private static final Duration AFTER_KILL = Duration.ofSeconds(10);
  private static final Duration STAYS_UP = Duration.ofSeconds(1);

  private final Ref ref;
  private final String what;
  private final @Nullable URI health;
  private final Function<Tools, Control> controls;

  /**
   * A service.
   *
   * @param name in the plan
   * @param what it is, for people
   * @param health the address that stands for its health; null when there is none
   * @param controls what stops and starts it
   */
  HostService(String name, String what, @Nullable URI health, Function<Tools, Control> controls) {
    this.ref = Ref.of(new ServiceRef(name));
    this.what = what;
    this.health = health;
    this.controls = controls;
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
    return what;
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of(Finding.unchecked("only a run asks whether it runs: " + what));
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
    boolean up = controls.apply(tools).state().up();
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
      throw Failure.of("R615", "nothing tells the health of " + what)
          .help("say where it can be asked, beside the service:  health: http://localhost/health");
    }
    HealthAddress.Answer answer = HealthAddress.ask(health);
    return Facts.of("healthy", answer.good()).and(Facts.of("detail", answer.says()));
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
    Control control = controls.apply(tools);
    control.stop();
    boolean killed = !down(control, stop.grace(), tools);
    if (killed) {
      control.kill();
      tools.log(what + " did not end in time and was killed: its files are as after a crash");
      if (!down(control, AFTER_KILL, tools)) {
        throw Failure.of("R618", what + " does not end, not even killed").help(control.help());
      }
    }
    return Facts.of(WAS_RUNNING, was).and(Facts.of("killed", killed));
  }

  private static boolean down(Control control, Duration within, Tools tools) {
    return new Waiting(within, tools).until(() -> control.state().down());
  }

  private Facts startAgain(Start start, Tools tools) {
    Facts owed = tools.debt(ref, OWED).orElse(null);
    if (owed == null) {
      tools.log(what + " was not stopped by this run: nothing to start");
      return Facts.of("restarted", false);
    }
    bringUp(start.until(), tools);
    Instant since = Instant.parse(owed.text(SINCE).orElse(Instant.EPOCH.toString()));
    Duration down = Duration.between(since, tools.clock().instant());
    return Facts.of("restarted", true).and(Facts.of("downtime", down.toSeconds() + "s"));
  }

  private void bringUp(@Nullable Wait until, Tools tools) {
    Control control = controls.apply(tools);
    control.start();
    URI address = until != null && until.healthy() ? health : null;
    if (until != null && address != null) {
      await(address, until.within(), control, tools);
    } else {
      stays(control, tools);
    }
  }

  private void await(URI address, Duration within, Control control, Tools tools) {
    boolean healthy =
        new Waiting(within, tools)
            .until(() -> control.state().up() && HealthAddress.ask(address).good());
    if (!healthy) {
      String says = HealthAddress.ask(address).says();
      throw down(control, " after " + within.toSeconds() + " s: " + says);
    }
  }

  /** What cannot start is up, too, until its program ends. */
  private void stays(Control control, Tools tools) {
    boolean ended = new Waiting(STAYS_UP, tools).until(() -> control.state().down());
    if (ended) {
      throw down(control, ": it was started and ended at once");
    }
  }

  private Failure down(Control control, String why) {
    return Failure.of("R615", what + " is " + control.state().says() + why).help(control.help());
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    if (!action.equals(OWED)) {
      throw new IllegalStateException(ref + " does not know the debt " + action);
    }
    bringUp(null, tools);
  }
}
