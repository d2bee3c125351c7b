package io.backstay.app;

import static io.backstay.app.Console.Style.BAD;
import static io.backstay.app.Console.Style.BOLD;
import static io.backstay.app.Console.Style.GOOD;
import static io.backstay.app.Console.Style.WARN;

import io.backstay.expr.Human;
import io.backstay.program.Preview;
import io.backstay.set.Frozen;
import io.backstay.spi.Finding.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A preview for people. */
final class PreviewText {
  private final Preview preview;
  private final Console console;
  private final List<String> lines = new ArrayList<>();

  PreviewText(Preview preview, Console console) {
    this.preview = preview;
    this.console = console;
  }

  /** The whole text; {@code command} is what would run it. */
  String text(String version, String command) {
    header(version);
    looks();
    replaces();
    title("%-75s %-8s %s".formatted("Steps", "p50", "p95"));
    lines.addAll(new StepLines(preview.steps(), console).all());
    faults();
    outside();
    retention();
    guarantees();
    objectives();
    notCovered();
    verdict(command);
    return String.join("\n", lines) + "\n";
  }

  private void header(String version) {
    String said =
        probes()
            ? "read only but for one object in each store, nothing else has been changed"
            : "read only, nothing has been changed";
    lines.add("backstay " + version + "  preview: " + said);
    lines.add("");
    lines.add("  plan  %-24s %s".formatted(preview.plan().known(), preview.plan().file()));
    Preview.Run run = preview.run();
    lines.add(
        "  run   type %s, as %s@%s, %s".formatted(run.type(), run.user(), run.host(), run.time()));
    if (!run.set().isEmpty()) {
      lines.add("  set   " + run.set());
    }
    next();
  }

  private void next() {
    boolean several = preview.next().stream().map(Preview.Due::type).distinct().count() > 1;
    String head = "  next  ";
    for (Preview.Due due : preview.next()) {
      String at = due.at().replace('T', ' ').replaceFirst("(?=([+-][0-9:]+|Z)$)", " ");
      lines.add(head + at + (several ? "  " + due.type() : ""));
      head = "        ";
    }
  }

  private boolean probes() {
    return preview.mode().equals(Previews.Depth.PROBE_WRITE.mode());
  }

  private void looks() {
    title("Preflight");
    if (preview.checks().isEmpty()) {
      lines.add("  ? nothing was looked at: --offline");
    }
    for (Preview.Look look : preview.checks()) {
      lines.add("  %s %-16s %s".formatted(mark(look.status()), look.id(), look.summary()));
      if (look.help() != null) {
        lines.add(" ".repeat(21) + "fix: " + look.help());
      }
    }
    boolean assumed = preview.checks().stream().anyMatch(it -> it.status() == Status.ASSUMED);
    if (assumed && !probes()) {
      lines.add(
          "  %s was not tried; --probe-write writes one byte to each store and removes it"
              .formatted(mark(Status.ASSUMED)));
    }
  }

  private String mark(Status status) {
    return switch (status) {
      case OK -> console.styled(GOOD, console.symbol("✓", "ok"));
      case WARN -> console.styled(WARN, "!");
      case FAIL -> console.styled(BAD, console.symbol("✗", "x"));
      case ASSUMED -> console.symbol("≈", "~");
      case UNCHECKED -> "?";
    };
  }

  private void replaces() {
    if (preview.replaces().isEmpty()) {
      return;
    }
    title(
        "%-42s%-15s %-15s %s"
            .formatted("THIS REPLACES LIVE DATA", "now", "in the set", "difference"));
    for (Preview.Difference d : preview.replaces()) {
      lines.add(
          "  %-8s %-31s %-15s %-15s %s"
              .formatted(d.source(), d.what(), d.now(), d.inSet(), d.change()));
    }
  }

  private void faults() {
    if (!preview.faults().isEmpty()) {
      title("Faults, on purpose");
    }
    for (Preview.Fault fault : preview.faults()) {
      lines.add("  %-44s %-20s expect %s".formatted(fault.what(), fault.when(), fault.expect()));
    }
  }

  private void outside() {
    if (!preview.outside().isEmpty()) {
      title("Outside scratch");
      preview.outside().forEach(what -> lines.add("  " + console.symbol("→", "->") + " " + what));
    }
  }

  private void retention() {
    Preview.Retained kept = preview.retention();
    if (kept == null) {
      return;
    }
    title("Retention  " + kept.rule());
    if (kept.frozen() != null) {
      lines.add("  " + console.styled(WARN, "!") + " nothing is deleted: " + kept.frozen());
      lines.add("    docs: backstay explain " + Frozen.CODE);
    }
    for (Preview.Copied set : kept.copy()) {
      String reasons = String.join(", ", set.reasons());
      lines.add(
          "  + %-22s %10s   from %s to %s, %s"
              .formatted(set.set(), Human.about(set.bytes()), set.from(), set.to(), reasons));
    }
    for (Preview.Decided set : kept.delete()) {
      String reasons = String.join(", ", set.reasons());
      lines.add("  - %-22s %10s   %s".formatted(set.set(), Human.about(set.bytes()), reasons));
    }
    lines.add("    %d sets stay".formatted(kept.keep().size()));
    kept.keep().forEach(this::pin);
  }

  /** Why others stay is in the rule; this is somebody's word. */
  private void pin(Preview.Decided set) {
    set.reasons().stream()
        .filter(why -> why.startsWith("pinned: "))
        .forEach(why -> lines.add("    %-22s %s".formatted(set.set(), why)));
  }

  private void guarantees() {
    title("Guarantees");
    String undo = "  " + console.symbol("⟲", "<-") + " ";
    for (Preview.Guarantee guarantee : preview.guarantees()) {
      String who = guarantee.service() == null ? "" : guarantee.service() + ": ";
      Double seconds = guarantee.downtimeSeconds();
      String time = seconds == null ? "" : " (about " + StepLines.seconds(seconds) + ")";
      lines.add(undo + who + guarantee.says() + time);
    }
    if (preview.guarantees().stream().allMatch(g -> g.service() == null)) {
      lines.add(undo + "downtime: none");
    }
  }

  private void objectives() {
    if (preview.objectives().isEmpty()) {
      return;
    }
    title("Objectives");
    for (Preview.Objective o : preview.objectives()) {
      String status =
          switch (o.status()) {
            case "met" -> console.styled(GOOD, console.symbol("✓", "ok"));
            case "tight" -> console.styled(WARN, "! tight:");
            case "missed" -> console.styled(BAD, "! missed:");
            default -> "? not known:";
          };
      String target = Human.duration(Duration.ofSeconds(o.targetSeconds()));
      lines.add("  %-4s %-10s %s %s".formatted(o.name(), target, status, o.says()));
    }
  }

  private void notCovered() {
    if (!preview.notCovered().isEmpty()) {
      title("Not covered");
      preview.notCovered().forEach(what -> lines.add("  " + what));
    }
  }

  private void verdict(String command) {
    Preview.Summary s = preview.summary();
    lines.add("");
    if (preview.verdict().equals("blocked")) {
      lines.add(
          console.styled(BAD, "BLOCKED by %d problems".formatted(s.errors()))
              + ", %d checks not made. Nothing%s was changed."
                  .formatted(s.notChecked(), probes() ? " else" : ""));
      beyond();
      return;
    }
    lines.add(
        (preview.beyond() == null
                ? console.styled(GOOD, "READY")
                : console.styled(WARN, "NOT IN THIS VERSION, a run is refused"))
            + ", %d warnings, %d not checked".formatted(s.warnings(), s.notChecked()));
    lines.add(
        "  + %d created   ~ %d changed   - %d deleted   ! %d interruptions   > %d off-host   ? %d known at run"
            .formatted(
                s.create(), s.change(), s.delete(), s.interrupt(), s.offHost(), s.knownAtRun()));
    if (!beyond()) {
      lines.add("  fingerprint  " + console.styled(BOLD, preview.fingerprint()));
      lines.add("  run it:      " + command + " --expect " + preview.fingerprint());
    }
  }

  private boolean beyond() {
    if (preview.beyond() != null) {
      lines.add("  " + preview.beyond());
    }
    return preview.beyond() != null;
  }

  private void title(String text) {
    lines.add("");
    lines.add(console.styled(BOLD, text));
  }
}
