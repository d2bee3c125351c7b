package io.backstay.connectors.checks;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Facts;
import io.backstay.spi.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What checks of artifacts share: which ones a pattern means, and one verdict over all of them. A
 * glob that matches nothing does not apply; a name that matches nothing, or {@code all} of nothing,
 * has not passed.
 */
public final class ArtifactChecks {
  private ArtifactChecks() {}

  /**
   * Checks every artifact the patterns mean.
   *
   * @param one checks one artifact
   */
  public static Verdict each(
      List<Artifacts> patterns, CheckWorld world, Function<Artifact, Verdict> one) {
    List<String> missing = new ArrayList<>();
    List<Artifact> chosen = new ArrayList<>();
    for (Artifacts pattern : patterns) {
      List<Artifact> matched =
          world.artifacts().stream().filter(a -> pattern.matches(a.name())).toList();
      if (matched.isEmpty() && (pattern.all() || !pattern.glob())) {
        missing.add(pattern.pattern());
      }
      matched.stream().filter(a -> !chosen.contains(a)).forEach(chosen::add);
    }
    if (!missing.isEmpty()) {
      return nothing(missing);
    }
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    chosen.forEach(artifact -> verdicts.put(artifact.name(), one.apply(artifact)));
    return over(verdicts);
  }

  private static Verdict nothing(List<String> missing) {
    String names = "`" + String.join("`, `", missing) + "`";
    return new Verdict.NotPassed(names, "nothing", "the set has no artifact " + names, Facts.NONE);
  }

  /** The first that has not passed decides; where none applies, the whole does not. */
  private static Verdict over(Map<String, Verdict> verdicts) {
    List<String> passed = new ArrayList<>();
    for (Map.Entry<String, Verdict> one : verdicts.entrySet()) {
      if (one.getValue() instanceof Verdict.NotPassed bad) {
        return bad;
      }
      if (one.getValue() instanceof Verdict.Passed) {
        passed.add(one.getKey());
      }
    }
    return passed.isEmpty()
        ? new Verdict.NotApplicable("no artifact of the set is of this kind")
        : new Verdict.Passed(said(passed), Facts.of("artifacts", passed.size()));
  }

  private static String said(List<String> passed) {
    String count = passed.size() + (passed.size() == 1 ? " artifact: " : " artifacts: ");
    return count + String.join(", ", passed);
  }

  static Verdict bad(Artifact artifact, String expected, String actual, String what) {
    return new Verdict.NotPassed(
        expected,
        actual,
        "`" + artifact.name() + "` " + what,
        Facts.of("artifact", artifact.name()));
  }

  static Verdict good(Artifact artifact, String what) {
    return new Verdict.Passed(
        "`" + artifact.name() + "` " + what, Facts.of("artifact", artifact.name()));
  }
}
