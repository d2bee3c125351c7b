package io.backstay.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The verbs, in the order of the help. Only those that a command line can mean are made: to make
 * all of them takes longer than most of them work.
 */
final class Verbs {
  /** Words whose answer is about every verb. */
  private static final List<String> ABOUT_ALL = List.of("-h", "--help", "completion");

  private static final Map<String, Supplier<Verb>> ALL = all();

  private Verbs() {}

  private static Map<String, Supplier<Verb>> all() {
    Map<String, Supplier<Verb>> verbs = new LinkedHashMap<>();
    verbs.put("init", InitVerb::new);
    verbs.put("validate", ValidateVerb::new);
    verbs.put("fmt", FmtVerb::new);
    verbs.put("preview", PreviewVerb::new);
    verbs.put("diff", DiffVerb::new);
    verbs.put("run", RunVerb::new);
    verbs.put("restore", RestoreVerb::new);
    verbs.put("drill", DrillVerb::new);
    verbs.put("audit", AuditVerb::new);
    verbs.put("undo", UndoVerb::new);
    verbs.put("resume", ResumeVerb::new);
    verbs.put("verify", VerifyVerb::new);
    verbs.put("list", ListVerb::new);
    verbs.put("show", ShowVerb::new);
    verbs.put("status", StatusVerb::new);
    verbs.put("report", ReportVerb::new);
    verbs.put("metrics", MetricsVerb::new);
    verbs.put("prune", PruneVerb::new);
    verbs.put("keep", KeepVerb::new);
    verbs.put("delete", DeleteVerb::new);
    verbs.put("schedule", ScheduleVerb::new);
    verbs.put("serve", ServeVerb::new);
    verbs.put("keys", KeysVerb::new);
    verbs.put("schema", SchemaVerb::new);
    verbs.put("explain", ExplainVerb::new);
    verbs.put("doctor", DoctorVerb::new);
    verbs.put("completion", CompletionVerb::new);
    verbs.put("version", VersionVerb::new);
    return verbs;
  }

  /** Adds the verbs these words can mean; all of them when none is among the words. */
  static void add(CommandLine command, Backstay root, List<String> words) {
    List<String> meant = ALL.keySet().stream().filter(words::contains).toList();
    boolean all = meant.isEmpty() || words.stream().anyMatch(ABOUT_ALL::contains);
    ALL.forEach(
        (name, verb) -> {
          if (all || meant.contains(name)) {
            command.addSubcommand(name, declared(name, verb.get(), root));
          }
        });
  }

  private static CommandSpec declared(String name, Verb verb, Backstay root) {
    verb.root = root;
    Syntax syntax = Syntax.of(verb, name);
    verb.declare(syntax);
    return syntax.spec();
  }
}
