package io.backstay.connectors.checks;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.Facts;
import io.backstay.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
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
    return over(chosen.stream().map(one).toList());
  }

  private static Verdict nothing(List<String> missing) {
    String names = "`" + String.join("`, `", missing) + "`";
    return new Verdict.NotPassed(names, "nothing", "the set has no artifact " + names, Facts.NONE);
  }

  /** The first that has not passed decides; where none applies, the whole does not. */
  private static Verdict over(List<Verdict> verdicts) {
    int passed = 0;
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.NotPassed bad) {
        return bad;
      }
      passed += verdict instanceof Verdict.Passed ? 1 : 0;
    }
    return passed == 0
        ? new Verdict.NotApplicable("no artifact of the set is of this kind")
        : new Verdict.Passed(
            passed + (passed == 1 ? " artifact" : " artifacts"), Facts.of("artifacts", passed));
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
