package io.backstay.app;

import io.backstay.drill.DrillReporter.Revision;
import io.backstay.plan.Drill;
import io.backstay.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who has had the last word on the files of plans, by the repository they are in. */
final class Revisions {
  private Revisions() {}

  /** The revision of a drill, its runbook and its plan; null where no repository knows them. */
  static @Nullable Revision of(Drill drill) {
    List<Path> files =
        Stream.of(drill.head(), drill.restore().head(), drill.backupPlan().head())
            .map(Plan.Head::file)
            .map(Path::toAbsolutePath)
            .distinct()
            .toList();
    return of(drill.head().projectRoot(), files);
  }

  /** The revision of a plan, which goes by its file alone; null where no repository knows it. */
  static @Nullable Revision of(Plan plan) {
    return of(plan.head().projectRoot(), List.of(plan.head().file().toAbsolutePath()));
  }

  private static @Nullable Revision of(Path root, List<Path> files) {
    try {
      return GitHistory.of(root).last(files);
    } catch (Stop inNoRepository) {
      return null;
    }
  }
}
