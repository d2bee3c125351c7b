package io.backstay.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * The verbs, in the order of the help. Only those that a command line can mean are made: to make
 * all of them takes longer than most of them work.
 */
final class Verbs {
  /** Words whose answer is about every verb. */
  private static final List<String> ABOUT_ALL = List.of("-h", "--help", "completion");

  private static final Map<String, Class<? extends Verb>> ALL = all();

  private Verbs() {}

  private static Map<String, Class<? extends Verb>> all() {
    Map<String, Class<? extends Verb>> verbs = new LinkedHashMap<>();
    verbs.put("validate", ValidateVerb.class);
    verbs.put("preview", PreviewVerb.class);
    verbs.put("run", RunVerb.class);
    verbs.put("restore", RestoreVerb.class);
    verbs.put("drill", DrillVerb.class);
    verbs.put("audit", AuditVerb.class);
    verbs.put("undo", UndoVerb.class);
    verbs.put("resume", ResumeVerb.class);
    verbs.put("verify", VerifyVerb.class);
    verbs.put("list", ListVerb.class);
    verbs.put("show", ShowVerb.class);
    verbs.put("status", StatusVerb.class);
    verbs.put("prune", PruneVerb.class);
    verbs.put("keys", KeysVerb.class);
    verbs.put("schema", SchemaVerb.class);
    verbs.put("explain", ExplainVerb.class);
    verbs.put("doctor", DoctorVerb.class);
    verbs.put("completion", CompletionVerb.class);
    verbs.put("version", VersionVerb.class);
    return verbs;
  }

  /** Adds the verbs these words can mean; all of them when none is among the words. */
  static void add(CommandLine command, List<String> words) {
    List<String> meant = ALL.keySet().stream().filter(words::contains).toList();
    boolean all = meant.isEmpty() || words.stream().anyMatch(ABOUT_ALL::contains);
    ALL.forEach(
        (name, verb) -> {
          if (all || meant.contains(name)) {
            command.addSubcommand(name, verb);
          }
        });
  }
}
