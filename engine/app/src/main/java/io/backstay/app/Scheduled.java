package io.backstay.app;

import io.backstay.plan.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    this.named = List.copyOf(named);
  }

  /** As they are now. One that means nothing is left out until somebody corrects it. */
  List<Loader.Loaded> now() {
    List<Loader.Loaded> now = new ArrayList<>();
    for (Path file : meant()) {
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

  /** A Backup and a Drill may have the same name: then both are meant. */
  private Set<Path> meant() {
    List<PlanFiles.Kind> kinds = List.of(PlanFiles.Kind.BACKUP, PlanFiles.Kind.DRILL);
    Set<Path> meant = new LinkedHashSet<>();
    for (PlanFiles.Kind kind : kinds) {
      if (named.isEmpty()) {
        meant.addAll(files.all(kind));
      }
      named.stream()
          .filter(name -> files.knows(name, kind))
          .forEach(name -> meant.add(files.find(name, List.of(kind))));
    }
    named.stream()
        .filter(name -> kinds.stream().noneMatch(kind -> files.knows(name, kind)))
        .forEach(name -> meant.add(files.find(name, kinds)));
    return meant;
  }
}
