package io.backstay.program;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.backstay.plan.Identity;
import io.backstay.spi.Finding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do, made from its program without doing any of it. Holds no secret, because
 * nothing it is made from does.
 *
 * @param plan which plan
 * @param run who, when and which set
 * @param mode {@code live}, {@code offline}, or {@code probe-write}: live, and one object was
 *     written to each store and removed again
 * @param verdict {@code ready}, {@code blocked} when something that was looked at fails, or {@code
 *     beyond} when this version would refuse to run it
 * @param fingerprint hash over everything that decides what is deleted, interrupted or chosen
 * @param checks what was looked at
 * @param variables resolved inputs
 * @param steps rows in order, nested ones after their parent
 * @param retention what a prune would delete and why the rest stays; null when not looked at
 * @param replaces live data a restore replaces; empty for a backup
 * @param guarantees what happens on failure, and how long services are down
 * @param objectives promises and how they stand
 * @param notCovered what the plan says it does not protect
 * @param faults what goes wrong on purpose in a drill
 * @param outside what a drill does that does not go with its scratch
 * @param beyond what it would reach that this version does not do; null when there is nothing
 * @param next when its schedule wants it done next
 * @param summary counted effects
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preview(
    Plan plan,
    Run run,
    String mode,
    String verdict,
    String fingerprint,
    List<Look> checks,
    Map<String, Variable> variables,
    List<Row> steps,
    @Nullable Retained retention,
    List<Difference> replaces,
    List<Guarantee> guarantees,
    List<Objective> objectives,
    List<String> notCovered,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> faults,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> outside,
    @Nullable String beyond,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Due> next,
    Summary summary) {

  /** Which plan, and where it would run; digest is of the effective plan. */
  public record Plan(
      String name,
      @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String env,
      String kind,
      String file,
      String digest) {
    /** What it is known by. */
    public String known() {
      return new Identity(name, env == null ? "" : env).toString();
    }
  }

  /** A time of the schedule, with the zone's offset at that time, and what is due then. */
  public record Due(String at, String type) {}

  /** Which run it would be; unknown parts of the set's place are shown as question marks. */
  public record Run(String type, String user, String host, String time, String set) {}

  /** One thing that was looked at. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Look(
      String id,
      Finding.Status status,
      String summary,
      @Nullable String help,
      Map<String, Object> data) {}

  /** A resolved variable and where its value came from. */
  public record Variable(String value, String origin) {}

  /**
   * One step.
   *
   * @param id unique within the plan
   * @param type the step's type
   * @param depth 0 at the top, 1 inside a group
   * @param line in the plan file
   * @param status {@code will-run}, {@code may-run} or {@code skipped}
   * @param when the condition as written, if there is one
   * @param effects what it does
   * @param estimate from earlier runs; null for the first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      String id,
      String type,
      int depth,
      int line,
      String status,
      @Nullable String when,
      List<Effect> effects,
      Outlook.@Nullable Estimate estimate) {}

  /** What a prune would do. */
  public record Retained(
      String rule,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Copied> copy,
      List<Decided> delete,
      List<Decided> keep,
      @Nullable String frozen) {}

  /** A set that is brought to another store, from where, and why. */
  public record Copied(String set, long bytes, String from, String to, List<String> reasons) {}

  /** A set and why it goes or stays. */
  public record Decided(String set, long bytes, List<String> reasons) {}

  /** Live data against what the set has. */
  public record Difference(String source, String what, String now, String inSet, String change) {}

  /** A service and how it gets back. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Guarantee(
      @Nullable String service,
      @Nullable String fromStep,
      @Nullable String toStep,
      @Nullable Double downtimeSeconds,
      String says) {}

  /** A promise: {@code met}, {@code tight}, {@code missed}, {@code unknown}. */
  public record Objective(String name, long targetSeconds, String status, String says) {}

  /** What goes wrong on purpose: when, and what should come of it. */
  public record Fault(String what, String when, String expect) {}

  /** Counted effects. */
  public record Summary(
      int create,
      int change,
      int delete,
      int interrupt,
      int offHost,
      int knownAtRun,
      int notChecked,
      int warnings,
      int errors) {}
}
