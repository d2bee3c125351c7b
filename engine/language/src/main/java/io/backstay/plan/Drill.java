package io.backstay.plan;

import io.backstay.spi.ScratchType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A drill file that was read and found good: the real Restore, and what stands in for what it would
 * write to. Nothing in it is evaluated yet.
 *
 * @param head what it is
 * @param restore the runbook it exercises
 * @param scratch its disposable resources by name
 * @param bindings what stands in for what, by the name in the plan
 * @param with inputs of the Restore
 * @param backup which set it takes
 * @param own what it does to its scratch resources itself
 * @param injections what goes wrong on purpose
 * @param hypothesis what holds of the real things, before and after
 * @param stopIf what has to hold of them meanwhile
 * @param verify what has to hold of the restored ones
 * @param rules what holds for all its drills
 * @param telling what people read
 */
public record Drill(
    Plan.Head head,
    Plan restore,
    Map<String, Declared<ScratchType<?>>> scratch,
    Map<String, DrillBinding> bindings,
    Map<String, String> with,
    Part<DrillSelection> backup,
    Own own,
    List<Injection> injections,
    List<CheckDecl> hypothesis,
    List<StopRule> stopIf,
    List<CheckDecl> verify,
    Rules rules,
    Telling telling) {

  /** Keeps the order of the file. */
  public Drill {
    scratch = new LinkedHashMap<>(scratch);
    bindings = new LinkedHashMap<>(bindings);
  }

  /** Its name: its identity in journals and reports. */
  public String name() {
    return head.name();
  }

  /** The plan whose sets it restores. */
  public Plan backupPlan() {
    Plan.Recovery recovery = restore.recovery();
    return recovery == null ? restore : recovery.of();
  }

  /**
   * What it does to its scratch resources itself.
   *
   * @param prepare makes data in them
   * @param damage loses it again
   */
  public record Own(List<PlannedStep> prepare, List<PlannedStep> damage) {
    /** Copies the lists. */
    public Own {
      prepare = List.copyOf(prepare);
      damage = List.copyOf(damage);
    }
  }

  /**
   * What holds for all its drills.
   *
   * @param objectives what it is measured against; may only be stricter than the plan's
   * @param schedule when it is due
   * @param teardown what becomes of what it has made
   * @param metrics where its numbers are written; null for nowhere
   * @param lock how it waits for what else goes on
   */
  public record Rules(
      Part<DrillObjectives> objectives,
      List<Part<Trigger>> schedule,
      Part<TeardownRules> teardown,
      @Nullable Part<MetricsRules> metrics,
      Part<Lock> lock) {}

  /**
   * What people read.
   *
   * @param scenario what is said to have happened
   * @param participants who takes part
   * @param report where the evidence goes
   * @param told who is told how it ended
   */
  public record Telling(
      Part<Scenario> scenario,
      List<Part<Scenario.Participant>> participants,
      Part<ReportRules> report,
      List<NotifyDecl> told) {}
}
