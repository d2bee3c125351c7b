package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E210;
import static io.backstay.plan.ProblemCode.E304;

import io.backstay.expr.Finding;
import io.backstay.expr.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a plan; one cause is told once, however many places it shows at. */
final class Problems {
  private static final int LONGEST_WORD = 60;

  private final List<Problem> found = new ArrayList<>();
  private final @Nullable SourceText source;

  /** Problems of something that is not a file. */
  Problems() {
    this.source = null;
  }

  /** Problems of a file. */
  Problems(SourceText source) {
    this.source = source;
  }

  /** Blacks out what may be a secret, and says where; dots do not tell how long it is. */
  Position hide(Node.Scalar scalar) {
    Position at = scalar.position();
    if (source != null && source.name().equals(at.file())) {
      source.hide(at);
      int offset = 0;
      for (String line : scalar.text().split("\n", -1)) {
        Position part = scalar.at(offset, line.length());
        if (part.line() != at.line()) {
          source.hide(part);
        }
        offset += line.length() + 1;
      }
    }
    return new Position(at.file(), at.line(), at.column(), SourceText.DOTS);
  }

  /** How many there are. */
  int count() {
    return found.size();
  }

  void add(Problem problem) {
    found.add(problem);
  }

  void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  /** What is wrong inside a scalar. */
  void add(Node.Scalar scalar, Finding finding) {
    found.add(of(scalar, finding));
  }

  static Problem of(Node.Scalar scalar, Finding finding) {
    return new Problem(
        code(finding.code()),
        code(finding.code()).severity(),
        finding.message(),
        scalar.at(finding.offset(), finding.length()),
        finding.label(),
        List.of(),
        finding.notes(),
        finding.helps());
  }

  private static ProblemCode code(String name) {
    return ProblemCode.of(name)
        .orElseThrow(() -> new IllegalStateException("undocumented code " + name));
  }

  boolean errors() {
    return found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  /**
   * In the order of the file. An undeclared name is told once, however often it is used, and
   * nothing is told twice of one place.
   */
  List<Problem> sorted() {
    Map<String, Problem> causes = new LinkedHashMap<>();
    Map<String, Integer> again = new LinkedHashMap<>();
    sorted(found.stream().distinct().toList())
        .forEach(
            problem -> {
              String cause = cause(problem);
              if (causes.putIfAbsent(cause, problem) != null) {
                again.merge(cause, 1, Integer::sum);
              }
            });
    again.forEach(
        (cause, times) -> causes.computeIfPresent(cause, (key, one) -> again(one, times)));
    return List.copyOf(causes.values());
  }

  /** In the order of their files. */
  static List<Problem> sorted(List<Problem> problems) {
    return problems.stream()
        .sorted(
            Comparator.comparing(
                Problem::position, Comparator.nullsFirst(Comparator.naturalOrder())))
        .toList();
  }

  private static String cause(Problem problem) {
    String cause = problem.code() + " " + problem.message();
    boolean undeclared = problem.code() == E210 || problem.code() == E304;
    return undeclared ? cause : cause + " " + problem.position();
  }

  private static Problem again(Problem problem, int times) {
    return problem.note("it is used in " + times + (times == 1 ? " more place" : " more places"));
  }

  /** With the word of a closed set that was probably meant, or else all of them. */
  static Problem suggest(Problem problem, String word, Collection<String> words, String all) {
    Optional<String> nearest = Nearest.to(word, words);
    if (nearest.isPresent()) {
      return problem.help("did you mean `" + nearest.get() + "`?");
    }
    return words.isEmpty() ? problem : problem.help(all + ": " + list(words));
  }

  /** Words in alphabetical order. */
  static String list(Collection<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }

  /** A user's word in backticks, cut where it is too long to be one. */
  static String quoted(String word) {
    String shown = word.length() <= LONGEST_WORD ? word : word.substring(0, LONGEST_WORD) + "…";
    return "`" + shown + "`";
  }
}
