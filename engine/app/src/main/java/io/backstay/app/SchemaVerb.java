package io.backstay.app;

import io.backstay.plan.PlanKind;
import io.backstay.reference.PlanSchema;
import io.backstay.reference.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

final class SchemaVerb extends Verb {
  private static final List<PlanKind> KINDS =
      List.of(PlanKind.BACKUP, PlanKind.RESTORE, PlanKind.DRILL, PlanKind.LIBRARY);

  @Nullable PlanKind kind;
  boolean install;
  boolean dryRun;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Print the JSON Schema of a kind of plan, for editors.");
    syntax.optional(
        "backup|restore|drill|library", PlanKind.class, "Which kind.", value -> kind = value);
    syntax.flag("--install", "Write the schemas to .backstay/ here.", given -> install = given);
    syntax.flag(
        "-n, --dry-run",
        "With --install: only say what would be written.",
        given -> dryRun = given);
  }

  @Override
  ExitCode run(Session session) {
    if (install) {
      List<String> files = KINDS.stream().map(each -> install(session, each).toString()).toList();
      String did = dryRun ? "would write " : "wrote ";
      session.result(
          files.stream().map(did::concat).collect(Collectors.joining("\n")),
          Map.of(dryRun ? "would-write" : "wrote", files));
      return ExitCode.OK;
    }
    if (kind == null || !KINDS.contains(kind)) {
      throw new Stop(ExitCode.INVALID, "of which kind of plan?", "backstay schema backup");
    }
    session.print(schema(session, kind));
    return ExitCode.OK;
  }

  private Path install(Session session, PlanKind each) {
    Path file = session.directory().resolve(".backstay").resolve(PlanSchema.fileName(each));
    if (dryRun) {
      return file;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, session.text(schema(session, each)) + "\n");
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> schema(Session session, PlanKind of) {
    return new Reference(session.catalog()).schema().of(of);
  }
}
