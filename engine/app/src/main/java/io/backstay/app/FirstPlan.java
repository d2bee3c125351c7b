package io.backstay.app;

import io.backstay.plan.Layout;
import io.backstay.plan.PlanReader;
import io.backstay.plan.ProblemText;
import io.backstay.plan.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a plan that is not there yet.
 *
 * @param session what the verb works with
 * @param given the directory of plans, when somebody has said which
 */
record FirstPlan(Session session, @Nullable Path given) {
  private static final String ENDING = ".backup.yaml";

  /**
   * Where it goes.
   *
   * @param plan how it is called; empty when nobody says
   */
  Path file(String plan, Wanted wanted) {
    String name = plan.isEmpty() ? wanted.name() : plan;
    if (name.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID, "what shall be protected?", "--postgres, --files or --volume");
    }
    if (!name.equals(FirstBackup.slug(name))) {
      throw new Stop(
          ExitCode.INVALID,
          "`" + name + "` cannot be the name of a plan",
          "small letters, digits and hyphens, such as " + FirstBackup.slug(name));
    }
    Path directory = session.directory().resolve(given == null ? Path.of("plans") : given);
    return directory.resolve(name + ENDING).normalize();
  }

  String name(Path file) {
    return file.getFileName().toString().replace(ENDING, "");
  }

  /** The directory that paths in it are relative to. */
  Path root(Path file) {
    return PlanReader.projectRoot(file);
  }

  /** What is written is valid, or is not written. */
  void check(Path file, String text) {
    PlanReader reader = new PlanReader(session.catalog(), Version.NUMBER);
    if (reader.as(Map.of(file, text)).check(file) instanceof Reading.Invalid invalid) {
      session.note(
          new ProblemText(invalid.excerpts(), session.console().color()).of(invalid.problems()));
      throw new Stop(
          ExitCode.INVALID,
          "a plan of this would not be valid",
          "give it another name, or ask less");
    }
  }

  /** The text as `fmt` would lay it out, where it can be. */
  String laidOut(Path file, String text) {
    return new Layout(session.catalog()).of(text, file.toString()) instanceof Layout.Out out
        ? out.after()
        : text;
  }

  void makeDirectory(Path file) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
    } catch (IOException e) {
      throw new Stop(ExitCode.FAILED, "`" + file.getParent() + "` cannot be made: " + e, null);
    }
  }
}
