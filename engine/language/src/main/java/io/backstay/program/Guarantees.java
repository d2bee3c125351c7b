package io.backstay.program;

import io.backstay.expr.Human;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Undoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is promised for the case of failure: read off the debts and changes in the ops. */
final class Guarantees {
  private final Program program;
  private final List<Preview.Row> rows;

  Guarantees(Program program, List<Preview.Row> rows) {
    this.program = program;
    this.rows = rows;
  }

  List<Preview.Guarantee> all() {
    List<Preview.Guarantee> all = new ArrayList<>();
    List<Node.Step> steps = running();
    all.add(says("failure, signal or crash: staged files are removed"));
    Duration kept = program.limits().keepOnFailure();
    if (kept == null) {
      swaps(steps, all);
    } else {
      all.add(keeps(kept));
    }
    steps.forEach(step -> programs(step).forEach(all::add));
    downtimes(steps).values().forEach(all::add);
    return all;
  }

  private static Preview.Guarantee keeps(Duration kept) {
    return says(
        "the drill fails: scratch stays for %s with what is in it; stopped or killed: it goes at once"
            .formatted(Human.duration(kept)));
  }

  private List<Node.Step> running() {
    List<String> skipped =
        rows.stream().filter(r -> r.status().equals("skipped")).map(Preview.Row::id).toList();
    return Node.steps(program.steps()).stream()
        .filter(step -> !skipped.contains(step.id()))
        .toList();
  }

  private static void swaps(List<Node.Step> steps, List<Preview.Guarantee> all) {
    List<String> swapped =
        steps.stream()
            .flatMap(step -> Effects.flat(step.ops().preview()))
            .filter(op -> op instanceof Op.Owe owe && owe.atEnd() == Op.AtEnd.FORGIVE)
            .map(op -> ((Op.Owe) op).on())
            .filter(on -> on.kind() == Ref.Kind.SOURCE)
            .map(Ref::name)
            .distinct()
            .toList();
    if (!swapped.isEmpty()) {
      String last = steps.getLast().id();
      all.add(
          says(
              "until step `%s` has passed: %s swapped back on any failure"
                  .formatted(last, String.join(", ", swapped))));
    }
  }

  private static List<Preview.Guarantee> programs(Node.Step step) {
    return Effects.flat(step.ops().preview())
        .filter(op -> op instanceof Op.Observe observe && observe.request() instanceof Undoing)
        .map(op -> ((Op.Observe) op).request().says())
        .map(says -> says("on any failure from step `%s` on: %s".formatted(step.id(), says)))
        .toList();
  }

  private Map<Ref, Preview.Guarantee> downtimes(List<Node.Step> steps) {
    Map<Ref, Preview.Guarantee> downtimes = new LinkedHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Ref stopped : changed(steps.get(i), Op.Verb.STOP)) {
        downtimes.put(stopped, downtime(steps, i, stopped));
      }
    }
    return downtimes;
  }

  private Preview.Guarantee downtime(List<Node.Step> steps, int from, Ref service) {
    int to = from;
    while (to < steps.size() && !changed(steps.get(to), Op.Verb.START).contains(service)) {
      to++;
    }
    boolean explicit = to < steps.size();
    List<Node.Step> down = steps.subList(from, explicit ? to + 1 : steps.size());
    String until = explicit ? "step `" + steps.get(to).id() + "`" : "the end of the run";
    return new Preview.Guarantee(
        service.name(),
        steps.get(from).id(),
        explicit ? steps.get(to).id() : null,
        estimate(down),
        "down from step `%s` to %s; started again on any failure, signal or crash"
            .formatted(steps.get(from).id(), until));
  }

  private @Nullable Double estimate(List<Node.Step> down) {
    double seconds = 0;
    for (Node.Step step : down) {
      Outlook.Estimate estimate =
          rows.stream()
              .filter(row -> row.id().equals(step.id()))
              .findFirst()
              .map(Preview.Row::estimate)
              .orElse(null);
      if (estimate == null) {
        return null;
      }
      seconds += estimate.p50Seconds();
    }
    return seconds;
  }

  private static List<Ref> changed(Node.Step step, Op.Verb verb) {
    return Effects.flat(step.ops().preview())
        .filter(op -> op instanceof Op.Change change && change.verb() == verb)
        .map(op -> ((Op.Change) op).on())
        .toList();
  }

  private static Preview.Guarantee says(String text) {
    return new Preview.Guarantee(null, null, null, null, text);
  }
}
