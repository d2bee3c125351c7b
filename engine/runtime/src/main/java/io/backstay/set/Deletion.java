package io.backstay.set;

import io.backstay.program.RetentionRules;
import io.backstay.set.Retention.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Decides whether one set may go because somebody wants it gone, whatever rules would keep it. */
public final class Deletion {
  private static final RetentionRules NOTHING =
      new RetentionRules(null, null, List.of(), 1, 1, 1.0, Map.of());

  /** What stands for the last of its kind, in the words of whoever wants it gone. */
  private static final Map<String, String> LAST =
      Map.of(
          "guard keep-min", "the newest that can be restored",
          "guard keep-verified", "the newest that is proven readable");

  private Deletion() {}

  /**
   * What speaks against it; empty when it may go. Nobody may delete what is pinned or in use, what
   * another set builds on, or the newest of those that can be restored.
   *
   * @param sets every set of the plan in one store
   * @param id which of them is to go
   */
  public static List<String> objections(List<Subject> sets, String id) {
    List<Subject> newestFirst =
        sets.stream()
            .sorted(Comparator.comparing(Subject::at).thenComparing(Subject::id).reversed())
            .toList();
    Reasons reasons = new Reasons();
    new Floors(NOTHING, newestFirst, reasons).apply();
    Stream<String> floors =
        sets.stream()
            .filter(set -> set.id().equals(id))
            .flatMap(set -> reasons.of(set).stream())
            .map(why -> LAST.getOrDefault(why, why));
    Stream<String> built =
        sets.stream().filter(set -> id.equals(set.base())).map(set -> "base of " + set.id());
    return new ArrayList<>(Stream.concat(floors, built).distinct().toList());
  }
}
