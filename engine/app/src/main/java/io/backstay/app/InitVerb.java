package io.backstay.app;

import io.backstay.plan.Inverse;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

final class InitVerb extends Verb {
  private String what = "";
  private String plan = "";
  private final Wanted wanted = new Wanted();
  private boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Write a first version of a plan, for you to go on from.");
    syntax.parameter(
        "what",
        String.class,
        "backup: a Backup of what the options name; restore: the inverse of a Backup.",
        value -> what = value);
    syntax.optional(
        "plan",
        String.class,
        "Of restore, the Backup, by name or path; of backup, the new plan's name.",
        value -> plan = value);
    wanted.declare(syntax);
    syntax.flag("-n, --dry-run", "Only print what would be written.", given -> dryRun = given);
  }

  @Override
  ExitCode run(Session session) {
    return switch (what) {
      case "restore" -> restore(session);
      case "backup" -> backup(session);
      default ->
          throw new Stop(
              ExitCode.INVALID,
              "`" + what + "` cannot be begun",
              "backstay init backup --files data --to /backups, or backstay init restore <plan>");
    };
  }

  private ExitCode restore(Session session) {
    if (plan.isEmpty() || wanted.anything()) {
      throw new Stop(
          ExitCode.INVALID, "a Restore is made of a Backup", "backstay init restore <plan>");
    }
    Loader.Loaded loaded = load(session, plan, PlanFiles.Kind.BACKUP);
    Path file = loaded.head().file().resolveSibling(loaded.head().name() + ".restore.yaml");
    return write(
        session,
        file,
        Inverse.of(loaded.plan()),
        List.of("read it, then: backstay preview " + session.typed(file.toString())));
  }

  private ExitCode backup(Session session) {
    return wanted.fromStore().isEmpty() ? first(session) : recalled(session);
  }

  /** What is written is what there was, also where it is not valid here and now. */
  private ExitCode recalled(Session session) {
    wanted.alone();
    RecalledPlan recalled = RecalledPlan.in(session, wanted.fromStore(), plan);
    FirstPlan first = new FirstPlan(session, root.dir);
    Path file = first.file(recalled.name(), wanted);
    String text = first.laidOut(file, recalled.text());
    recalled.notes().forEach(session::note);
    if (!dryRun) {
      first.makeDirectory(file);
    }
    String name = first.name(file);
    return write(
        session,
        file,
        text,
        List.of(
            "see what it means here: backstay validate " + name,
            "the way back: backstay init restore " + name));
  }

  private ExitCode first(Session session) {
    FirstPlan first = new FirstPlan(session, root.dir);
    Path file = first.file(plan, wanted);
    FirstBackup backup = wanted.backup(first.name(file), session.directory(), first.root(file));
    String text = backup.text();
    first.check(file, text);
    if (!dryRun) {
      first.makeDirectory(file);
    }
    String name = first.name(file);
    Stream<String> secrets =
        backup.variables().stream()
            .map(it -> "the password is not in the file: set " + it + " before a run");
    Stream<String> next =
        Stream.of("read it, then: backstay preview " + name)
            .flatMap(it -> Stream.of(it, "the way back: backstay init restore " + name));
    return write(session, file, text, Stream.concat(secrets, next).toList());
  }

  private ExitCode write(Session session, Path file, String text, List<String> next) {
    if (dryRun) {
      session.result(text, Map.of("file", file, "text", text));
      return ExitCode.OK;
    }
    write(file, text);
    session.result("wrote " + file, Map.of("wrote", file));
    next.forEach(line -> session.note("  next:  " + line));
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
