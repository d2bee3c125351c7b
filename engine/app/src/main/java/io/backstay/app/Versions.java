package io.backstay.app;

import io.backstay.changes.Change;
import io.backstay.changes.Changes;
import io.backstay.changes.Effect;
import io.backstay.plan.Node;
import io.backstay.plan.PlanReader;
import io.backstay.plan.Problem;
import io.backstay.plan.ProblemData;
import io.backstay.plan.ProblemText;
import io.backstay.plan.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares plans with what they were. */
final class Versions {
  private static final String HERE = "here";

  private final Session session;
  private final List<Path> files;

  /**
   * A comparison.
   *
   * @param files the plans to compare; empty for all there are
   */
  Versions(Session session, List<Path> files) {
    this.session = session;
    this.files = files;
  }

  /**
   * A state of all plans.
   *
   * @param name what people call it
   * @param has whether it has a file
   * @param reader reads files as they are in it
   */
  private record Version(String name, Predicate<Path> has, PlanReader reader) {}

  /** Of two files. */
  List<PlanChanges> ofFiles() {
    if (files.size() != 2) {
      throw DiffVerb.usage("nothing to compare with");
    }
    Version version = here();
    for (Path file : files) {
      if (!version.has().test(file)) {
        throw new Stop(ExitCode.INVALID, "there is no file " + file, null);
      }
    }
    Path after = files.getLast();
    List<Change> changes = changes(version.reader().read(files.getFirst()), valid(version, after));
    return List.of(
        new PlanChanges(after.toString(), files.getFirst().toString(), after.toString(), changes));
  }

  /** Between a revision and what is here. */
  List<PlanChanges> since(String revision) {
    GitHistory history = GitHistory.of(session.directory());
    String commit = history.commit(revision);
    Map<Path, String> then = history.files(commit);
    NavigableSet<Path> plans = plans(then);
    plans.addAll(new PlanFiles(session.directory(), session.flags().dir).all());
    return compare(plans, version(commit, then), here());
  }

  /** Between two revisions. */
  List<PlanChanges> between(String before, String after) {
    GitHistory history = GitHistory.of(session.directory());
    String one = history.commit(before);
    String other = history.commit(after);
    Map<Path, String> then = history.files(one);
    Map<Path, String> now = history.files(other);
    NavigableSet<Path> plans = plans(then);
    plans.addAll(plans(now));
    return compare(plans, version(one, then), version(other, now));
  }

  private PlanReader reader() {
    return new PlanReader(session.catalog(), io.backstay.app.Version.NUMBER)
        .in(session.flags().env);
  }

  private Version here() {
    return new Version(
        HERE, file -> Files.isRegularFile(session.directory().resolve(file)), reader());
  }

  private Version version(String commit, Map<Path, String> texts) {
    return new Version(commit, file -> texts.containsKey(absolute(file)), reader().as(texts));
  }

  private Path absolute(Path file) {
    return session.directory().resolve(file).normalize();
  }

  private NavigableSet<Path> plans(Map<Path, String> texts) {
    NavigableSet<Path> plans = new TreeSet<>();
    texts.keySet().stream()
        .filter(file -> file.startsWith(session.directory()) && PlanFiles.isPlan(file))
        .forEach(plans::add);
    return plans;
  }

  private List<PlanChanges> compare(NavigableSet<Path> all, Version before, Version after) {
    return (files.isEmpty() ? List.copyOf(all) : files)
        .stream()
            .map(
                file ->
                    new PlanChanges(
                        session.directory().relativize(absolute(file)).toString(),
                        before.name(),
                        after.name(),
                        changes(file, before, after)))
            .toList();
  }

  private List<Change> changes(Path file, Version before, Version after) {
    boolean was = before.has().test(file);
    boolean is = after.has().test(file);
    if (!was && !is) {
      throw new Stop(ExitCode.INVALID, "neither version has " + file, null);
    }
    if (!is) {
      return List.of(
          whole(Effect.LESS_PROTECTION, "there", null, "what it did is not done any more"));
    }
    Node.Fields now = valid(after, file);
    return was
        ? changes(before.reader().read(file), now)
        : List.of(whole(Effect.MORE_PROTECTION, null, "new", ""));
  }

  private static Change whole(Effect effect, @Nullable String was, @Nullable String is, String so) {
    return new Change(effect, "the plan", was, is, so, null);
  }

  private static List<Change> changes(Reading before, Node.Fields after) {
    return content(before)
        .map(then -> Changes.between(then, after))
        .orElseGet(() -> List.of(whole(Effect.OTHER, "not valid", "valid", "")));
  }

  private static Optional<Node.Fields> content(Reading reading) {
    return switch (reading) {
      case Reading.Valid valid -> Optional.of(valid.plan().head().content());
      case Reading.ValidDrill valid -> Optional.of(valid.drill().head().content());
      default -> Optional.empty();
    };
  }

  /** What a plan says that has to be good. */
  private Node.Fields valid(Version version, Path file) {
    Reading reading = version.reader().read(file);
    return content(reading).orElseThrow(() -> refused(reading));
  }

  private Stop refused(Reading reading) {
    List<Problem> problems = reading.problems();
    if (session.json()) {
      session.print(ProblemData.of(problems));
    } else if (session.reports()) {
      session.report(new Report("diff", List.of(), problems.stream().map(Diagnostic::of).toList()));
    } else {
      session.note(new ProblemText(reading.excerpts(), session.console().color()).of(problems));
    }
    return Stop.told(ExitCode.INVALID);
  }
}
