package io.backstay.app;

import io.backstay.app.schedule.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What has become of schedules in a place.
 *
 * @param place for people
 * @param written what was written
 * @param removed what was removed
 */
record Changed(String place, List<Piece> written, List<Piece> removed) {
  /** Tells of all places; in a dry run nothing has become of them yet. */
  static void tell(Session session, boolean dryRun, List<Changed> changes) {
    List<String> lines = new ArrayList<>();
    String would = dryRun ? "would " : "";
    for (Changed change : changes) {
      change.written.forEach(
          it -> lines.add(would + (dryRun ? "write " : "wrote ") + change.of(it)));
      change.removed.forEach(
          it -> lines.add(would + (dryRun ? "remove " : "removed ") + change.of(it)));
    }
    session.result(
        lines.isEmpty() ? "nothing to do" : String.join("\n", lines),
        Map.of("dryRun", dryRun, "places", changes.stream().map(Changed::data).toList()));
  }

  private String of(Piece piece) {
    String whose = " for " + piece.mark().kind() + " " + piece.mark().identity();
    return piece.isShared() ? "lines of the " + place + whose : place + "/" + piece.name() + whose;
  }

  private Map<String, Object> data() {
    return Map.of("place", place, "written", names(written), "removed", names(removed));
  }

  private static List<Map<String, String>> names(List<Piece> pieces) {
    return pieces.stream()
        .map(it -> Map.of("name", it.name(), "plan", it.mark().identity()))
        .toList();
  }
}
