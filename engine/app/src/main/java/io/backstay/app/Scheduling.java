package io.backstay.app;

import io.backstay.app.schedule.Agenda;
import io.backstay.app.schedule.Form;
import io.backstay.app.schedule.Mark;
import io.backstay.app.schedule.Piece;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes schedules.
 *
 * @param session what the verb works with
 * @param agendas what plans want done
 * @param dryRun whether it is only said
 */
record Scheduling(Session session, List<Agenda> agendas, boolean dryRun) {
  /** Prints what would be written. */
  ExitCode print(Form form) {
    List<Piece> pieces = pieces(form);
    session.result(
        pieces.stream().map(Piece::text).collect(Collectors.joining()),
        pieces.stream().map(piece -> Map.of("name", piece.name(), "text", piece.text())).toList());
    return ExitCode.OK;
  }

  private List<Piece> pieces(Form form) {
    List<Piece> pieces = agendas.stream().flatMap(it -> form.pieces(it).stream()).toList();
    Set<String> names = new HashSet<>();
    for (Piece piece : pieces) {
      if (!names.add(piece.name() + (piece.isShared() ? piece.mark() : ""))) {
        throw new Stop(
            ExitCode.INVALID,
            "two plans would both write " + piece.name(),
            "give one of them another name");
      }
    }
    return pieces;
  }

  /** Writes them there, and takes away what earlier ones of these plans have written. */
  ExitCode at(Sites.Site site) {
    List<Piece> wanted = pieces(site.form());
    Set<Mark> marks = agendas.stream().map(Agenda::mark).collect(Collectors.toSet());
    List<Piece> present =
        site.place().present().stream().filter(it -> marks.contains(it.mark())).toList();
    List<Piece> written = wanted.stream().filter(it -> !present.contains(it)).toList();
    List<Piece> removed =
        present.stream().filter(it -> wanted.stream().noneMatch(it::replaces)).toList();
    if (!dryRun && !(written.isEmpty() && removed.isEmpty())) {
      site.place().change(written, removed);
    }
    Changed.tell(session, dryRun, List.of(new Changed(site.place().name(), written, removed)));
    return ExitCode.OK;
  }
}
