package io.backstay.app;

import io.backstay.plan.Position;
import io.backstay.program.Preview;
import io.backstay.spi.Finding.Status;
import java.util.ArrayList;
import java.util.List;

/** What a preview found, as diagnostics of the plan. */
final class PreviewReport {
  private PreviewReport() {}

  static Report of(Preview preview) {
    String file = preview.plan().file();
    Position top = new Position(file, 1, 1, 1);
    List<Diagnostic> found = new ArrayList<>();
    for (Preview.Look look : preview.checks()) {
      if (look.status() == Status.FAIL || look.status() == Status.WARN) {
        found.add(
            new Diagnostic(
                look.id(),
                "what a run needs is as it should be",
                look.status() == Status.FAIL ? Diagnostic.Level.ERROR : Diagnostic.Level.WARNING,
                look.summary(),
                look.help() == null ? List.of() : List.of("help: " + look.help()),
                top));
      }
    }
    String beyond = preview.beyond();
    if (beyond != null) {
      found.add(
          new Diagnostic(
              "beyond",
              "what a run needs is in this version",
              Diagnostic.Level.WARNING,
              beyond,
              List.of(),
              top));
    }
    preview.objectives().stream()
        .filter(promise -> List.of("tight", "missed").contains(promise.status()))
        .map(promise -> objective(promise, top))
        .forEach(found::add);
    return new Report("preview of " + preview.plan().known(), List.of(file), found);
  }

  private static Diagnostic objective(Preview.Objective promise, Position top) {
    return new Diagnostic(
        "objective." + promise.name(),
        "what was promised can be kept",
        Diagnostic.Level.WARNING,
        promise.name() + " is " + promise.status() + ": " + promise.says(),
        List.of(),
        top);
  }
}
