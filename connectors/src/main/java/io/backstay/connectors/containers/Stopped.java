package io.backstay.connectors.containers;

import io.backstay.connectors.containers.HealthCheck.Seen;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What ran before it was stopped, by name, as it is journaled: enough to make it so again, in
 * another process and whatever the plan says by then.
 *
 * @param running names of containers that ran, in the order they are started
 * @param paused those of them that were suspended
 * @param since when they were seen so
 */
record Stopped(List<String> running, List<String> paused, Instant since) {

  static final String WAS_RUNNING = "was-running";
  private static final String RUNNING = "containers";
  private static final String PAUSED = "paused";
  private static final String SINCE = "since";

  /** What has to be journaled. */
  static final List<String> FACTS = List.of(RUNNING, PAUSED, SINCE);

  private static final Duration ENGINE_BACK = Duration.ofSeconds(60);
  private static final Duration STAYS_UP = Duration.ofSeconds(1);

  static Stopped seen(List<ContainerState> containers, Instant now) {
    return new Stopped(
        containers.stream().filter(ContainerState::alive).map(ContainerState::name).toList(),
        containers.stream().filter(ContainerState::paused).map(ContainerState::name).toList(),
        now);
  }

  static Stopped of(Facts facts) {
    String since = facts.text(SINCE).orElse(Instant.EPOCH.toString());
    return new Stopped(names(facts, RUNNING), names(facts, PAUSED), Instant.parse(since));
  }

  private static List<String> names(Facts facts, String fact) {
    return facts.get(fact).orElse(List.of()) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  Facts facts() {
    return new Facts(
        Map.of(
            WAS_RUNNING,
            !running.isEmpty(),
            RUNNING,
            running,
            PAUSED,
            paused,
            SINCE,
            since.toString()));
  }

  /**
   * Starts what ran; what runs stays. An engine that is being restarted itself is given a minute to
   * come back, for nobody else will start them.
   *
   * @throws Failure when a container is gone or cannot be started
   */
  void startAgain(DockerEngine engine) {
    AtomicReference<@Nullable Failure> last = new AtomicReference<>();
    Poll patient = new Poll(ENGINE_BACK, Duration.ofSeconds(1), () -> false);
    boolean started = patient.until(() -> tryStarting(engine, last));
    Failure why = last.get();
    if (!started && why != null) {
      throw why;
    }
  }

  /**
   * Makes sure that what was started has not ended at once.
   *
   * @throws Failure when it has
   */
  void refuseUnlessUp(DockerEngine engine) {
    running.forEach(name -> refuseUnlessUp(engine, name));
  }

  /** Suspends again what was suspended. */
  void pauseAgain(DockerEngine engine) {
    paused.stream()
        .map(engine::require)
        .filter(container -> !container.paused())
        .forEach(engine::pause);
  }

  private boolean tryStarting(DockerEngine engine, AtomicReference<@Nullable Failure> last) {
    try {
      running.stream()
          .map(engine::require)
          .filter(container -> !container.alive())
          .forEach(engine::start);
      return true;
    } catch (Failure e) {
      last.set(e);
      if (!e.isTransient()) {
        throw e;
      }
      return false;
    }
  }

  private static void refuseUnlessUp(DockerEngine engine, String name) {
    AtomicReference<Seen> health = new AtomicReference<>();
    HealthCheck running = new HealthCheck(null);
    Poll.briefly(STAYS_UP)
        .until(
            () -> {
              health.set(running.look(List.of(engine.require(name))));
              return health.get().hopeless();
            });
    if (health.get().hopeless()) {
      throw Failure.of(
              "R615",
              "container `" + name + "` was started and ended at once: " + health.get().detail())
          .help("`docker logs " + name + "` says why.");
    }
  }
}
