package io.backstay.app;

import io.backstay.app.schedule.Mark;
import io.backstay.app.schedule.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes schedules away.
 *
 * @param session what the verb works with
 * @param marks whose; null for all plans that are, or were, below the directory
 * @param dryRun whether it is only said
 */
record Unscheduling(Session session, @Nullable List<Mark> marks, boolean dryRun) {
  ExitCode at(List<Sites.Site> sites) {
    List<Changed> changes = new ArrayList<>();
    for (Sites.Site site : sites) {
      List<Piece> removed = site.place().present().stream().filter(this::concerns).toList();
      if (!removed.isEmpty() && !dryRun) {
        site.place().change(List.of(), removed);
      }
      changes.add(new Changed(site.place().name(), List.of(), removed));
    }
    Changed.tell(session, dryRun, changes);
    return ExitCode.OK;
  }

  private boolean concerns(Piece piece) {
    return marks == null
        ? piece.mark().file().startsWith(session.directory())
        : marks.contains(piece.mark());
  }
}
