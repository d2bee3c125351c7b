package io.backstay.app;

import io.backstay.plan.Inverse;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

final class InitVerb extends Verb {
  private static final String RESTORE = "restore";

  private String what = "";
  private String plan = "";
  private boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Write a first version of a plan, for you to go on from.");
    syntax.parameter(
        "what", String.class, "restore: the inverse of a Backup.", value -> what = value);
    syntax.parameter("plan", String.class, "Name or path of the Backup.", value -> plan = value);
    syntax.flag("-n, --dry-run", "Only print what would be written.", given -> dryRun = given);
  }

  @Override
  ExitCode run(Session session) {
    if (!what.equals(RESTORE)) {
      throw new Stop(
          ExitCode.INVALID, "`" + what + "` cannot be begun", "backstay init restore <plan>");
    }
    Loader.Loaded loaded = load(session, plan, PlanFiles.Kind.BACKUP);
    String text = Inverse.of(loaded.plan());
    Path file = loaded.head().file().resolveSibling(loaded.head().name() + ".restore.yaml");
    if (dryRun) {
      session.result(text, Map.of("file", file, "text", text));
      return ExitCode.OK;
    }
    write(file, text);
    session.result("wrote " + file, Map.of("wrote", file));
    session.note("  next:  read it, then: backstay preview " + file);
    return ExitCode.OK;
  }

  /** What somebody has written is never replaced. */
  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new Stop(
          ExitCode.REFUSED, "`" + file + "` is there already", "move it away, or print with -n");
    } catch (IOException e) {
      throw new Stop(ExitCode.FAILED, "`" + file + "` cannot be written: " + e, null);
    }
  }
}
