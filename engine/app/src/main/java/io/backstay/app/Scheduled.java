package io.backstay.app;

import io.backstay.plan.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The plans that say when they are due, read again each time: they may have changed. What is wrong
 * with one is told once.
 */
final class Scheduled {
  private final Session session;
  private final PlanFiles files;
  private final List<String> named;
  private final Set<List<Problem>> told = new HashSet<>();

  /**
   * Reads nothing yet.
   *
   * @param named names or paths; empty for all there are
   */
  Scheduled(Session session, PlanFiles files, List<String> named) {
    this.session = session;
    this.files = files;
    this.named = named.isEmpty() ? List.of("") : List.copyOf(named);
  }

  /** As they are now. One that means nothing is left out until somebody corrects it. */
  List<Loader.Loaded> now() {
    List<Loader.Loaded> now = new ArrayList<>();
    for (Path file :
        named.stream().flatMap(name -> files.timed(name).stream()).distinct().toList()) {
      try {
        Loader.Loaded loaded = new Loader(session, told).load(file);
        if (!new Timetable(session, loaded).triggers().isEmpty()) {
          now.add(loaded);
        }
      } catch (Stop wrong) {
        // What is wrong with it was told; the others are due all the same.
      }
    }
    return now;
  }
}
