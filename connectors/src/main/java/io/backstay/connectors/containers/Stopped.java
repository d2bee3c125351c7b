package io.backstay.connectors.containers;

import io.backstay.connectors.containers.HealthCheck.Seen;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What ran before it was stopped, by name and by the labels of Compose, as it is journaled: enough
 * to make it so again, in another process, whatever the plan says by then, and although somebody
 * has made the containers anew meanwhile.
 *
 * @param running names of containers that ran, in the order they are started
 * @param paused those of them that were suspended
 * @param labels what Compose calls those that are its own: project, service, number
 * @param since when they were seen so
 */
record Stopped(
    List<String> running, List<String> paused, Map<String, List<String>> labels, Instant since) {

  static final String WAS_RUNNING = "was-running";
  private static final String RUNNING = "containers";
  private static final String PAUSED = "paused";
  private static final String LABELS = "compose";
  private static final String SINCE = "since";

  /** What has to be journaled. */
  static final List<String> FACTS = List.of(RUNNING, PAUSED, LABELS, SINCE);

  private static final Duration ENGINE_BACK = Duration.ofSeconds(20);
  private static final Duration STAYS_UP = Duration.ofSeconds(1);

  static Stopped seen(List<ContainerState> containers, Instant now) {
    return new Stopped(
        containers.stream().filter(ContainerState::alive).map(ContainerState::name).toList(),
        containers.stream().filter(ContainerState::paused).map(ContainerState::name).toList(),
        containers.stream()
            .filter(container -> !DockerEngine.place(container).isEmpty())
            .collect(Collectors.toMap(ContainerState::name, DockerEngine::place)),
        now);
  }

  static Stopped of(Facts facts) {
    String since = facts.text(SINCE).orElse(Instant.EPOCH.toString());
    return new Stopped(
        names(facts, RUNNING), names(facts, PAUSED), places(facts), Instant.parse(since));
  }

  private static Map<String, List<String>> places(Facts facts) {
    Map<String, List<String>> places = new HashMap<>();
    if (facts.get(LABELS).orElse(Map.of()) instanceof Map<?, ?> journaled) {
      journaled.forEach(
          (name, place) ->
              places.put(name.toString(), place instanceof List<?> l ? texts(l) : List.of()));
    }
    return places;
  }

  private static List<String> texts(List<?> list) {
    return list.stream().map(Object::toString).toList();
  }

  private static List<String> names(Facts facts, String fact) {
    return facts.get(fact).orElse(List.of()) instanceof List<?> list ? texts(list) : List.of();
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
            LABELS,
            labels,
            SINCE,
            since.toString()));
  }

  /**
   * Starts what ran; what runs stays. An engine that is being restarted itself is given a while to
   * come back.
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
        .map(name -> found(engine, name))
        .filter(container -> !container.paused())
        .forEach(engine::pause);
  }

  private boolean tryStarting(DockerEngine engine, AtomicReference<@Nullable Failure> last) {
    try {
      running.stream()
          .map(name -> found(engine, name))
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

  /** The container of that name or, made anew under another one, the one in its place. */
  private ContainerState found(DockerEngine engine, String name) {
    List<String> place = labels.getOrDefault(name, List.of());
    return engine
        .container(name)
        .or(() -> place.isEmpty() ? Optional.empty() : engine.inPlace(place))
        .orElseGet(() -> engine.require(name));
  }

  private void refuseUnlessUp(DockerEngine engine, String name) {
    AtomicReference<Seen> health = new AtomicReference<>();
    HealthCheck up = new HealthCheck(null);
    Poll.briefly(STAYS_UP)
        .until(
            () -> {
              health.set(up.look(List.of(found(engine, name))));
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
