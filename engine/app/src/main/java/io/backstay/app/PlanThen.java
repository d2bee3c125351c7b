package io.backstay.app;

import io.backstay.run.RunRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A plan as it was when a run began: its journal has all of it, so that what the run owes can be
 * paid whatever has become of the file.
 *
 * @param texts what the files said, by absolute path; JSON, which is YAML as well
 */
record PlanThen(Map<Path, String> texts) {
  private static final String BACKUP = "plan";
  private static final String RESTORE = "restore";
  private static final String ENVIRONMENT = "env";
  private static final String JOURNALED_BACKUP = "journaled.backup.yaml";
  private static final String JOURNALED_RESTORE = "journaled.restore.yaml";

  static PlanThen of(RunRecord run) {
    Map<Path, String> texts = new LinkedHashMap<>();
    Path file = run.started().plan().file().toAbsolutePath().normalize();
    put(file, run.started().plan().effective(), texts);
    return new PlanThen(texts);
  }

  /** A journal has the content of what a file is about in the place of its name. */
  private static void put(Path file, Map<?, ?> said, Map<Path, String> texts) {
    Map<String, Object> plan = new LinkedHashMap<>();
    said.forEach((key, value) -> plan.put(String.valueOf(key), value));
    if (plan.get(RESTORE) instanceof Map<?, ?> restore) {
      put(file.resolveSibling(JOURNALED_RESTORE), restore, texts);
      plan.put(RESTORE, JOURNALED_RESTORE);
      plan.put(BACKUP, JOURNALED_BACKUP);
    } else if (plan.get(BACKUP) instanceof Map<?, ?> backup) {
      put(file.resolveSibling(JOURNALED_BACKUP), backup, texts);
      plan.put(BACKUP, JOURNALED_BACKUP);
      plan.remove(ENVIRONMENT);
    } else {
      environment(plan);
    }
    texts.put(file, Json.ascii(plan));
  }

  /** A Backup as a set has it, for a file of its own. */
  static Map<String, Object> backup(Map<String, Object> effective) {
    Map<String, Object> plan = new LinkedHashMap<>(effective);
    environment(plan);
    return plan;
  }

  /** What the environment had to say is in the plan already; it only has to be there. */
  private static void environment(Map<String, Object> backup) {
    Object environment = backup.remove(ENVIRONMENT);
    if (environment != null) {
      backup.put("environments", Map.of(environment, Map.of()));
    }
  }
}
