package io.backstay.app;

import io.backstay.changes.Effect;
import io.backstay.expr.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class DiffVerb extends Verb {
  private List<String> words = List.of();
  private String failOn = "";

  @Override
  void declare(Syntax syntax) {
    syntax.does("Show what changed between two versions of plans, and what that does.");
    syntax.all(
        "revision|file",
        String.class,
        "One or two Git revisions (the second: what is here), then plans; or two files.",
        values -> words = List.copyOf(values));
    syntax.option(
        "--fail-on",
        "effects",
        String.class,
        "Exit with 10 when there is a change of these, such as less-protection,more-downtime.",
        value -> failOn = value);
  }

  @Override
  boolean reports() {
    return true;
  }

  private static Set<Effect> effects(String list) {
    Map<String, Effect> known = new LinkedHashMap<>();
    EnumSet.allOf(Effect.class).forEach(effect -> known.put(effect.word(), effect));
    Set<Effect> effects = EnumSet.noneOf(Effect.class);
    for (String word : list.isEmpty() ? List.<String>of() : List.of(list.split(",", -1))) {
      Effect effect = known.get(word.strip());
      if (effect == null) {
        Optional<String> near = Nearest.to(word.strip(), known.keySet());
        throw new Stop(
            ExitCode.INVALID,
            "`--fail-on` knows no `" + word.strip() + "`",
            near.map(n -> "did you mean `" + n + "`?").orElse(String.join(", ", known.keySet())));
      }
      effects.add(effect);
    }
    return effects;
  }

  @Override
  ExitCode run(Session session) {
    Set<Effect> failing = effects(failOn);
    List<String> revisions = words.stream().takeWhile(word -> !isFile(word)).toList();
    List<Path> files = words.stream().skip(revisions.size()).map(Path::of).toList();
    Versions versions = new Versions(session, files);
    List<PlanChanges> changes =
        switch (revisions.size()) {
          case 0 -> versions.ofFiles();
          case 1 -> versions.since(revisions.getFirst());
          case 2 -> versions.between(revisions.getFirst(), revisions.getLast());
          default -> throw usage("more than two revisions");
        };
    new DiffReport(session, failing).show(changes);
    boolean found =
        changes.stream()
            .flatMap(plan -> plan.changes().stream())
            .anyMatch(c -> failing.contains(c.effect()));
    return found ? ExitCode.FOUND : ExitCode.OK;
  }

  /** A plan may be gone from here, but not its ending. */
  private static boolean isFile(String word) {
    return word.endsWith(".yaml") || word.endsWith(".yml") || Files.isRegularFile(Path.of(word));
  }

  static Stop usage(String what) {
    return new Stop(
        ExitCode.INVALID,
        what,
        "backstay diff main [HEAD] [plan…], or backstay diff old.yaml new.yaml");
  }
}
