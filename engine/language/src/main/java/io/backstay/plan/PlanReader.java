package io.backstay.plan;

import io.backstay.expr.ScalarReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads plan files. Finds every mistake in one pass; opens nothing but plan files. */
public final class PlanReader {
  private static final List<String> ROOT_MARKS = List.of("backstay.yaml", ".git");

  private final Catalog catalog;
  private final String version;
  private final Path from;
  private final @Nullable String environment;
  private final Map<Path, String> instead;

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
    this(catalog, version, from.toAbsolutePath().normalize(), null, Map.of());
  }

  private PlanReader(
      Catalog catalog,
      String version,
      Path from,
      @Nullable String environment,
      Map<Path, String> instead) {
    this.catalog = catalog;
    this.version = version;
    this.from = from;
    this.environment = environment;
    this.instead = Map.copyOf(instead);
  }

  /**
   * A reader of plans as they are in one of their environments.
   *
   * @param name which; null for none of them
   */
  public PlanReader in(@Nullable String name) {
    return new PlanReader(catalog, version, from, name, instead);
  }

  /**
   * The same, but these files say what is given here, whatever there is of them by now.
   *
   * @param texts by absolute path
   */
  public PlanReader as(Map<Path, String> texts) {
    return new PlanReader(catalog, version, from, environment, texts);
  }

  /** Reads a Backup or a Restore, and with a Restore the Backup it is about. */
  public Reading read(Path file) {
    PlanTexts texts = new PlanTexts(instead);
    return reading(read(file, texts), texts);
  }

  /** Reads it, and then as it is in each of its environments; a mistake in one counts. */
  public Reading check(Path file) {
    PlanTexts texts = new PlanTexts(instead);
    Findings findings = read(file, texts);
    List<Problem> problems = new ArrayList<>(findings.problems());
    for (String name : texts.environments()) {
      in(name).read(file, texts).problems().stream()
          .filter(problem -> problems.stream().noneMatch(problem::saysTheSame))
          .map(problem -> problem.note("in the environment `" + name + "`"))
          .forEach(problems::add);
    }
    return reading(findings.with(Problems.sorted(problems)), texts);
  }

  private static Reading reading(Findings findings, PlanTexts texts) {
    return findings
        .plan()
        .<Reading>map(plan -> new Reading.Valid(plan, findings.problems(), texts.excerpts()))
        .or(() -> findings.drill().map(it -> drill(it, findings, texts)))
        .orElseGet(() -> other(findings, texts));
  }

  private static Reading drill(Drill drill, Findings findings, PlanTexts texts) {
    return new Reading.ValidDrill(drill, findings.problems(), texts.excerpts());
  }

  private static Reading other(Findings findings, PlanTexts texts) {
    return findings.with(findings.problems()).library()
        ? new Reading.ValidLibrary(findings.problems(), texts.excerpts())
        : new Reading.Invalid(findings.problems(), texts.excerpts());
  }

  /**
   * What came of one file.
   *
   * @param plan empty when it has errors, or is none
   * @param drill empty when it has errors, or is not a Drill
   * @param library whether it is a Library
   */
  record Findings(
      Optional<Plan> plan, Optional<Drill> drill, boolean library, List<Problem> problems) {
    Findings(Optional<Plan> plan, List<Problem> problems) {
      this(plan, Optional.empty(), false, problems);
    }

    /** The same with other problems. */
    Findings with(List<Problem> others) {
      boolean valid = others.stream().noneMatch(it -> it.severity() == Severity.ERROR);
      return valid
          ? new Findings(plan, drill, library, others)
          : new Findings(Optional.empty(), others);
    }

    static Findings of(Problems problems) {
      return new Findings(Optional.empty(), problems.sorted());
    }
  }

  private Findings read(Path file, PlanTexts texts) {
    Path path = file.toAbsolutePath().normalize();
    try {
      PlanTexts.Opened opened = texts.open(path, called(path));
      Problems problems = new Problems(opened.text());
      problems.addAll(opened.tree().problems());
      return read(path, opened.tree().root(), problems, texts);
    } catch (Unreadable unreadable) {
      return new Findings(Optional.empty(), List.of(unreadable.problem()));
    }
  }

  private Findings read(Path path, Node.Fields root, Problems problems, PlanTexts texts) {
    Optional<Problem> tooOld = Requirement.unmet(root, version);
    if (tooOld.isPresent()) {
      return new Findings(Optional.empty(), List.of(tooOld.get()));
    }
    Optional<PlanKind> kind = new HeadReader(root, problems).kind();
    if (kind.isEmpty()) {
      return Findings.of(problems);
    }
    return switch (kind.get()) {
      case RESTORE -> restore(path, root, problems, texts);
      case DRILL -> drill(path, root, problems, texts);
      case LIBRARY -> library(root, path, problems);
      default -> backup(path, root, problems, texts);
    };
  }

  /** By itself a library is no plan; but what is wrong in it can be said. */
  private Findings library(Node.Fields root, Path path, Problems problems) {
    HeadReader head = new HeadReader(root, problems);
    head.checkKeys(PlanKind.LIBRARY);
    Libraries.check(head.name(), root, ground(path), problems);
    return new Findings(Optional.empty(), Optional.empty(), true, List.of())
        .with(problems.sorted());
  }

  /** Of what no time zone has a say in. */
  private Ground ground(Path file) {
    return new Ground(projectRoot(file), new ScalarReader(ZoneOffset.UTC), catalog);
  }

  private Node.Fields withLibraries(
      Node.Fields content, Path path, Problems problems, PlanTexts texts) {
    return new LibraryFiles(texts, this::called, ground(path), problems).in(content, path);
  }

  private Findings backup(Path path, Node.Fields root, Problems problems, PlanTexts texts) {
    Optional<Environment> chosen = new Environments(root, problems).read(environment);
    if (chosen.isEmpty()) {
      return Findings.of(problems);
    }
    Node.Fields said = said(chosen.get(), Overlay.over(root, chosen.get().overlay()));
    HeadReader head = new HeadReader(said, problems);
    head.checkKeys(PlanKind.BACKUP);
    Node.Fields content = withLibraries(said, path, problems, texts);
    Body body = new Body(catalog, path, projectRoot(path), problems);
    Plan plan = body.read(content, head, chosen.get(), Optional.empty());
    return found(plan, problems, List.of());
  }

  private static Node.Fields said(Environment environment, Node.Fields content) {
    return environment.elsewhere().leftOut(content, environment.name());
  }

  private Findings restore(Path path, Node.Fields root, Problems problems, PlanTexts texts) {
    HeadReader head = new HeadReader(root, problems);
    head.checkKeys(PlanKind.RESTORE);
    Optional<Findings> backup =
        BackupLink.file(root, path, problems)
            .map(link -> read(link, texts))
            .map(findings -> BackupLink.placed(findings, root, problems));
    List<Problem> elsewhere = backup.map(Findings::problems).orElse(List.of());
    Plan of = backup.flatMap(Findings::plan).orElse(null);
    if (of == null) {
      return new Findings(Optional.empty(), all(problems, elsewhere));
    }
    BackupLink.checkKind(root, of, problems);
    Body body = new Body(catalog, path, projectRoot(path), problems);
    Environment environment = of.head().environment();
    Node.Fields content = withLibraries(said(environment, root), path, problems, texts);
    Plan plan = body.read(content, head, environment, Optional.of(of));
    return found(plan, problems, elsewhere);
  }

  private static Findings found(Plan plan, Problems problems, List<Problem> elsewhere) {
    return problems.errors()
        ? Findings.of(problems)
        : new Findings(Optional.of(plan), all(problems, elsewhere));
  }

  /** A Drill says nothing that can be judged without its Restore. */
  private Findings drill(Path path, Node.Fields root, Problems problems, PlanTexts texts) {
    HeadReader head = new HeadReader(root, problems);
    head.checkKeys(PlanKind.DRILL);
    Optional<Findings> restore =
        RestoreLink.file(root, path, problems)
            .map(link -> in(head.environment().orElse(environment)).read(link, texts));
    List<Problem> elsewhere =
        restore.map(found -> RestoreLink.placed(found.problems(), root)).orElse(List.of());
    Plan of = restore.flatMap(Findings::plan).orElse(null);
    if (of == null) {
      return new Findings(Optional.empty(), all(problems, elsewhere));
    }
    RestoreLink.check(root, path, of, problems);
    if (problems.errors()) {
      return Findings.of(problems);
    }
    Node.Fields content = withLibraries(root, path, problems, texts);
    Drill drill = new DrillReader(content, of, projectRoot(path), problems).read(head, path);
    Optional<Drill> found = problems.errors() ? Optional.empty() : Optional.of(drill);
    return new Findings(Optional.empty(), found, false, all(problems, elsewhere));
  }

  private static List<Problem> all(Problems problems, List<Problem> elsewhere) {
    return Stream.concat(problems.sorted().stream(), elsewhere.stream()).toList();
  }

  /** What messages call a file. */
  public String called(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return (path.startsWith(from) ? from.relativize(path) : path).toString();
  }

  /** The nearest ancestor that looks like a project's, or else where the file is. */
  public static Path projectRoot(Path file) {
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
