package io.backstay.app;

import io.backstay.app.schedule.Agenda;
import io.backstay.app.schedule.Mark;
import io.backstay.app.schedule.Piece;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells who calls plans when they are due, and whether it is what they want.
 *
 * @param session what the verb works with
 * @param agendas what plans want done
 * @param all whether they are all that the plans here want
 */
record ScheduleStatus(Session session, List<Agenda> agendas, boolean all) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm xxx '('VV')'", Locale.ROOT);

  /** How it stands somewhere. */
  enum State {
    /** As the plan wants it. */
    INSTALLED,
    /** As the plan wanted it once, or as other options want it. */
    DIFFERS,
    /** Nobody calls. */
    ABSENT,
    /** The plan is gone, or wants nothing any more. */
    STALE
  }

  ExitCode at(List<Sites.Site> sites) {
    List<Line> lines = new ArrayList<>();
    agendas.forEach(agenda -> lines.addAll(lines(agenda, sites)));
    if (all) {
      sites.forEach(site -> lines.addAll(stale(site)));
    }
    session.result(lines.stream().map(Line::text).collect(Collectors.joining("\n")), lines);
    boolean fine = lines.stream().allMatch(line -> line.state == State.INSTALLED);
    return fine ? ExitCode.OK : ExitCode.UNPROVEN;
  }

  private List<Line> lines(Agenda agenda, List<Sites.Site> sites) {
    List<Line> lines = new ArrayList<>();
    for (Sites.Site site : sites) {
      List<Piece> present =
          site.place().present().stream().filter(it -> it.mark().equals(agenda.mark())).toList();
      if (!present.isEmpty()) {
        Set<Piece> wanted = Set.copyOf(site.form().pieces(agenda));
        State state = wanted.equals(Set.copyOf(present)) ? State.INSTALLED : State.DIFFERS;
        lines.add(line(agenda, state, site.place().name()));
      }
    }
    return lines.isEmpty() ? List.of(line(agenda, State.ABSENT, null)) : lines;
  }

  private Line line(Agenda agenda, State state, @Nullable String place) {
    ZonedDateTime next = agenda.next(session.clock().instant());
    String identity = agenda.mark().identity();
    return new Line(
        agenda.mark().kind(), identity, state, place, next.toInstant(), next.format(TIME));
  }

  private List<Line> stale(Sites.Site site) {
    Set<Mark> wanted = agendas.stream().map(Agenda::mark).collect(Collectors.toSet());
    return site.place().present().stream()
        .map(Piece::mark)
        .distinct()
        .filter(mark -> mark.file().startsWith(session.directory()) && !wanted.contains(mark))
        .map(
            mark ->
                new Line(
                    mark.kind(), mark.identity(), State.STALE, site.place().name(), null, null))
        .toList();
  }

  /**
   * A plan and who calls it.
   *
   * @param kind of the plan
   * @param plan its identity
   * @param state how it stands
   * @param place where it is written; null when nowhere
   * @param next when something is due next; null when nothing is
   * @param nextThere the same by the clock of the plan
   */
  record Line(
      String kind,
      String plan,
      State state,
      @Nullable String place,
      @Nullable Instant next,
      @Nullable String nextThere) {
    String text() {
      String head = "%-9s %-7s %-20s ".formatted(state, kind, plan);
      return head
          + switch (state) {
            case INSTALLED -> "in %s, next %s".formatted(place, nextThere);
            case DIFFERS -> "in %s: not as the plan and these options want it".formatted(place);
            case ABSENT -> "nobody calls it; it is due %s".formatted(nextThere);
            case STALE -> "in %s: no plan here wants it".formatted(place);
          };
    }
  }
}
