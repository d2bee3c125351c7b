package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E125;
import static io.backstay.plan.ProblemCode.E143;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code requires:}, the oldest backstay that can read a file. Looked at before anything else,
 * because an older one misunderstands the rest.
 */
final class Requirement {
  private static final Pattern AT_LEAST = Pattern.compile(">= ?([0-9]{1,6}(?:\\.[0-9]{1,6}){0,2})");

  private Requirement() {}

  /** What to say when this version is too old, or the requirement cannot be read. */
  static Optional<Problem> unmet(Node.Fields root, String version) {
    if (root.field("requires").map(Node.Field::value).orElse(null) instanceof Node.Fields requires
        && requires.field("backstay").map(Node.Field::value).orElse(null)
            instanceof Node.Scalar needed) {
      return unmet(needed, version);
    }
    return Optional.empty();
  }

  private static Optional<Problem> unmet(Node.Scalar needed, String version) {
    Matcher atLeast = AT_LEAST.matcher(needed.text());
    if (!atLeast.matches()) {
      return Optional.of(
          Problem.of(E143, needed.position(), Problems.quoted(needed.text()) + " is not a version")
              .help("write the oldest version that will do: '>=" + version + "'"));
    }
    return compare(version, atLeast.group(1)) >= 0
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    E125,
                    needed.position(),
                    "this plan needs backstay " + atLeast.group(1) + ", this is " + version)
                .help("install a newer backstay"));
  }

  private static int compare(String version, String other) {
    String[] one = version.split("[^0-9]+");
    String[] two = other.split("\\.");
    for (int i = 0; i < Math.max(one.length, two.length); i++) {
      int difference = Integer.compare(part(one, i), part(two, i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int part(String[] parts, int index) {
    return index < parts.length ? Integer.parseInt(parts[index]) : 0;
  }
}
