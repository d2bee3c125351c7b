package io.backstay.plan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads plan files. Finds every mistake in one pass; opens nothing but plan files. */
public final class PlanReader {
  private static final List<String> ROOT_MARKS = List.of("backstay.yaml", ".git");

  private final Catalog catalog;
  private final String version;
  private final Path from;

  /**
   * A reader that calls files as they are called from the working directory.
   *
   * @param catalog the words plans can use
   * @param version of this tool, for {@code requires:}
   */
  public PlanReader(Catalog catalog, String version) {
    this(catalog, version, Path.of(""));
  }

  /**
   * A reader.
   *
   * @param catalog the words plans can use
   * @param version of this tool, for {@code requires:}
   * @param from the directory from which files are called what messages call them
   */
  public PlanReader(Catalog catalog, String version, Path from) {
    this.catalog = catalog;
    this.version = version;
    this.from = from.toAbsolutePath().normalize();
  }

  /** Reads a Backup or a Restore, and with a Restore the Backup it is about. */
  public Reading read(Path file) {
    Map<String, SourceText> files = new LinkedHashMap<>();
    Findings findings = read(file, files);
    Excerpts excerpts = new Excerpts(files);
    return findings
        .plan()
        .<Reading>map(plan -> new Reading.Valid(plan, findings.problems(), excerpts))
        .orElseGet(() -> new Reading.Invalid(findings.problems(), excerpts));
  }

  /**
   * What came of one file.
   *
   * @param plan empty when it has errors
   */
  record Findings(Optional<Plan> plan, List<Problem> problems) {
    static Findings of(Problems problems) {
      return new Findings(Optional.empty(), problems.sorted());
    }
  }

  private Findings read(Path file, Map<String, SourceText> files) {
    Path path = file.toAbsolutePath().normalize();
    String name = shown(path);
    try {
      SourceText text = PlanFile.read(path, name, files);
      YamlTree.Tree tree = YamlTree.read(text);
      Problems problems = new Problems(text);
      problems.addAll(tree.problems());
      return read(path, tree.root(), problems, files);
    } catch (Unreadable unreadable) {
      return new Findings(Optional.empty(), List.of(unreadable.problem()));
    }
  }

  private Findings read(
      Path path, Node.Fields root, Problems problems, Map<String, SourceText> files) {
    Optional<Problem> tooOld = Requirement.unmet(root, version);
    if (tooOld.isPresent()) {
      return new Findings(Optional.empty(), List.of(tooOld.get()));
    }
    HeadReader head = new HeadReader(root, problems);
    Optional<PlanKind> kind = head.kind();
    if (kind.isEmpty()) {
      return Findings.of(problems);
    }
    head.checkKeys(kind.get());
    Optional<Findings> backup = Optional.empty();
    if (kind.get() == PlanKind.RESTORE) {
      backup =
          BackupLink.file(root, path, problems)
              .map(link -> read(link, files))
              .map(findings -> BackupLink.placed(findings, root));
      if (backup.flatMap(Findings::plan).isEmpty()) {
        return cannotGoOn(backup, problems);
      }
    }
    Optional<Plan> of = backup.flatMap(Findings::plan);
    of.ifPresent(plan -> BackupLink.checkKind(root, plan, problems));
    Body body = new Body(catalog, path, projectRoot(path), problems);
    Plan plan = body.read(root, kind.get(), head, of);
    return problems.errors()
        ? Findings.of(problems)
        : new Findings(Optional.of(plan), all(backup, problems));
  }

  /** A Restore says little that can be judged without its Backup. */
  private static Findings cannotGoOn(Optional<Findings> backup, Problems problems) {
    return new Findings(Optional.empty(), all(backup, problems));
  }

  private static List<Problem> all(Optional<Findings> backup, Problems problems) {
    return Stream.concat(
            problems.sorted().stream(), backup.stream().flatMap(it -> it.problems().stream()))
        .toList();
  }

  private String shown(Path path) {
    return (path.startsWith(from) ? from.relativize(path) : path).toString();
  }

  /** The nearest ancestor that looks like a project's, or else where the file is. */
  private static Path projectRoot(Path file) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(file);
    List<Path> ancestors = new ArrayList<>();
    for (Path at = folder; at != null; at = at.getParent()) {
      ancestors.add(at);
    }
    return ancestors.stream()
        .filter(at -> ROOT_MARKS.stream().anyMatch(mark -> Files.exists(at.resolve(mark))))
        .findFirst()
        .orElse(folder);
  }
}
