package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Restore that undoes, step by step, what a Backup does: what it dumps is loaded, what it packs
 * is unpacked, what it stops is stopped. It is text for people to go on from, and no runbook before
 * somebody has read it.
 */
public final class Inverse {
  private static final String KEPT = "previous: {keep: 24h}";

  private final Plan backup;
  private final List<PlannedStep.Single<?>> steps;
  private final List<PlannedStep.Single<?>> others;

  private Inverse(Plan backup) {
    this.backup = backup;
    List<PlannedStep.Single<?>> all =
        backup.flow().steps().stream().flatMap(Inverse::each).toList();
    Predicate<PlannedStep> meant = step -> ofStandardType(step.modifiers().when());
    this.steps = all.stream().filter(meant).toList();
    this.others = all.stream().filter(meant.negate()).toList();
  }

  /** The text of the inverse of a Backup, for a file beside it. */
  public static String of(Plan backup) {
    return new Inverse(backup).text();
  }

  private static Stream<PlannedStep.Single<?>> each(PlannedStep step) {
    return step instanceof PlannedStep.Single<?> single
        ? Stream.of(single)
        : step.children().stream().flatMap(Inverse::each);
  }

  /** What can be told without running anything: a condition that asks for another type. */
  private boolean ofStandardType(Condition when) {
    Set<String> asked =
        backup.rules().types().names().stream()
            .filter(type -> when.text().contains("'" + type + "'"))
            .collect(Collectors.toSet());
    return !when.text().contains("run.type ==")
        || asked.contains(backup.rules().types().standard());
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    String file = String.valueOf(backup.head().file().getFileName());
    lines.add("# The inverse of " + file + ", for you to go on from: read it, change it, and");
    lines.add("# rehearse it with a drill before you need it.");
    lines.add("apiVersion: backstay/v1");
    lines.add("kind: Restore");
    lines.add("name: " + backup.head().name());
    lines.add("plan: ./" + file);
    lines.add("");
    lines.add("backup:");
    lines.add("  from: [" + String.join(", ", stores()) + "]");
    if (!backup.rules().types().declared().isEmpty()) {
      lines.add("  type: " + backup.rules().types().standard());
    }
    lines.add("  pick: latest-verified");
    lines.add("  allow-argument: true");
    lines.add("");
    lines.add("confirm:");
    lines.add("  show: [contents, differences]");
    lines.add("  phrase: ${plan.name}");
    lines.add("");
    lines.add("steps:");
    lines.addAll(work());
    lines.addAll(checks());
    return String.join("\n", lines) + "\n";
  }

  /** Where sets are sent, in that order; where nothing says, all there are. */
  private List<String> stores() {
    Set<String> declared = backup.things().stores().keySet();
    List<String> sent =
        of("upload")
            .map(step -> StepParams.text(step, "to"))
            .filter(declared::contains)
            .distinct()
            .toList();
    return sent.isEmpty() ? List.copyOf(declared) : sent;
  }

  private Stream<PlannedStep.Single<?>> of(String type) {
    return steps.stream().filter(step -> step.typeName().equals(type));
  }

  private List<String> work() {
    List<String> lines = new ArrayList<>();
    lines.add("  - fetch: all");
    List<String> stopped = new ArrayList<>();
    for (PlannedStep.Single<?> step : steps) {
      if (step.typeName().startsWith("stop-")) {
        stopped.add(StepParams.text(step, "service"));
        lines.addAll(step(step.typeName(), stopped.getLast(), step));
      }
    }
    List<String> running = new ArrayList<>(backup.things().services().keySet());
    running.removeAll(stopped);
    if (!running.isEmpty()) {
      lines.add("  # These go on, and may not use what is replaced: " + String.join(", ", running));
    }
    of("dump").forEach(step -> lines.addAll(loaded(step)));
    of("tar").forEach(step -> lines.addAll(unpacked(step)));
    others.stream()
        .filter(step -> Set.of("dump", "tar").contains(step.typeName()))
        .forEach(step -> lines.add("  # Not in a set of this type: `" + step.id() + "`"));
    return lines;
  }

  private List<String> loaded(PlannedStep.Single<?> dump) {
    String source = StepParams.text(dump, "source");
    boolean whole =
        Stream.of("scope", "content", "tables")
            .allMatch(key -> StepParams.node(dump.params(), key).isEmpty());
    if (!whole) {
      return List.of("  # A part of `%s` or more than it, by hand: %s".formatted(source, to(dump)));
    }
    String ends = type(source).equals("postgres") ? "terminate-connections: true, " : "";
    List<String> lines = new ArrayList<>();
    lines.addAll(step("recreate-database", "{source: " + source + ", " + ends + KEPT + "}", dump));
    lines.addAll(step("load", "{artifact: " + to(dump) + ", into: " + source + "}", dump));
    return lines;
  }

  /** Without {@code into} every tree goes back to the source of its name. */
  private List<String> unpacked(PlannedStep.Single<?> tar) {
    String source = StepParams.text(tar, "source");
    String into = source.isEmpty() ? "" : "into: " + source + ", ";
    return step("untar", "{artifact: " + to(tar) + ", " + into + KEPT + "}", tar);
  }

  /** A step, with an id where there are several of the kind. */
  private List<String> step(String type, String params, PlannedStep.Single<?> inverseOf) {
    String line = "  - " + type + ": " + params;
    return of(inverseOf.typeName()).count() > 1
        ? List.of(line, "    id: " + type + "-" + inverseOf.id())
        : List.of(line);
  }

  /** The name of an artifact; what is only known in a run is a pattern. */
  private static String to(PlannedStep.Single<?> step) {
    String name = StepParams.text(step, "to").replaceAll("\\$\\{[^}]*}", "*");
    return "'" + name.replace("'", "''") + "'";
  }

  private List<String> checks() {
    List<String> lines = new ArrayList<>();
    of("dump")
        .filter(
            step -> StepParams.node(step.params(), "record").flatMap(Inverse::counts).isPresent())
        .map(step -> StepParams.text(step, "source"))
        .forEach(source -> lines.add("row-counts: {in: " + source + ", expect: recorded}"));
    of("tar")
        .map(step -> StepParams.text(step, "source"))
        .filter(source -> type(source).equals("files"))
        .forEach(source -> lines.add("files: {in: " + source + ", expect: recorded}"));
    return lines.isEmpty()
        ? lines
        : Stream.concat(
                Stream.of("  - verify:"), lines.stream().distinct().map(line -> "      - " + line))
            .toList();
  }

  private static Optional<Node> counts(Node record) {
    return record instanceof Node.Fields fields
        ? fields.field("row-counts").map(Node.Field::value)
        : Optional.empty();
  }

  private String type(String source) {
    Declared<?> declared = backup.things().sources().get(source);
    return declared == null ? "" : declared.type().name();
  }
}
