package io.backstay.app;

import io.backstay.app.schedule.Agenda;
import io.backstay.app.schedule.Call;
import io.backstay.app.schedule.Mark;
import io.backstay.plan.Drill;
import io.backstay.plan.Plan;
import io.backstay.plan.Trigger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What plans want done at certain times, and how it is done from here.
 *
 * @param session what the verb works with
 * @param program what starts backstay
 */
record Agendas(Session session, Path program) {
  /** That of a plan; empty when it has no schedule. */
  Optional<Agenda> of(Loader.Loaded loaded) {
    Timetable timetable = new Timetable(session, loaded);
    Map<String, List<Trigger>> triggers = timetable.triggers();
    if (triggers.isEmpty()) {
      return Optional.empty();
    }
    Plan.Head head = loaded.head();
    boolean typed = loaded.drill() == null && !loaded.plan().types().declared().isEmpty();
    List<Agenda.Appointment> appointments = new ArrayList<>();
    triggers.forEach(
        (type, times) -> appointments.addAll(appointments(loaded, typed ? type : "", times)));
    return Optional.of(new Agenda(mark(head), timetable.zone(), evidence(loaded), appointments));
  }

  /** Says whose something is. */
  static Mark mark(Plan.Head head) {
    return new Mark(head.kind().word(), head.identity().toString(), file(head));
  }

  private static Path file(Plan.Head head) {
    return head.file().toAbsolutePath().normalize();
  }

  private List<Agenda.Appointment> appointments(
      Loader.Loaded loaded, String type, List<Trigger> times) {
    Call call = call(loaded);
    Plan.Head head = loaded.head();
    String title = verb(loaded) + " " + head.identity();
    String name = name(head);
    if (!type.isEmpty()) {
      call = call.with("--type=" + type);
      title += " --type " + type;
      name += "--" + type;
    }
    List<Agenda.Appointment> appointments = new ArrayList<>();
    for (Trigger trigger : times) {
      String number = appointments.isEmpty() ? "" : "--" + (appointments.size() + 1);
      appointments.add(new Agenda.Appointment(name + number, title, call, trigger));
    }
    return appointments;
  }

  /** No name of a plan has two hyphens side by side. */
  private static String name(Plan.Head head) {
    String place = head.environment().name();
    String plan = place.isEmpty() ? head.name() : head.name() + "--" + place;
    return "backstay-" + head.kind().word().toLowerCase(Locale.ROOT) + "-" + plan;
  }

  private static String verb(Loader.Loaded loaded) {
    return loaded.drill() == null ? "run" : "drill";
  }

  /** How it is called when something of it is due, of whatever type. */
  Call call(Loader.Loaded loaded) {
    Plan.Head head = loaded.head();
    Backstay flags = session.flags();
    List<String> options = new ArrayList<>();
    if (flags.env != null) {
      options.add("--env=" + flags.env);
    }
    flags.vars.forEach((name, value) -> options.add("--var=" + name + "=" + value));
    List<String> here = new ArrayList<>();
    here.add("--state-dir=" + session.state());
    if (flags.stageDir != null) {
      here.add("--stage-dir=" + session.directory().resolve(flags.stageDir).normalize());
    }
    return new Call(
        program,
        verb(loaded),
        file(head),
        options,
        flags.varFiles.stream().map(it -> session.directory().resolve(it).normalize()).toList(),
        here);
  }

  private static @Nullable Path evidence(Loader.Loaded loaded) {
    Drill drill = loaded.drill();
    return drill == null
        ? null
        : loaded.head().projectRoot().resolve(new DrillWords(loaded, drill).report().to());
  }
}
