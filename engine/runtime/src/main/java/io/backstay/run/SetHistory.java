package io.backstay.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.spi.StoreRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file in which a plan has a line of JSON for each of its sets, for tools that read such files.
 * A line is added when every check of the run has passed.
 */
final class SetHistory {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Run run;
  private final RunSets sets;

  SetHistory(Run run, RunSets sets) {
    this.run = run;
    this.sets = sets;
  }

  /** A line that cannot be written takes nothing from the set, and makes the run a warned one. */
  void add(Course course) {
    Path file = sets.program().sets().history();
    List<StoreRef> stores = sets.published();
    if (file == null || stores.isEmpty()) {
      return;
    }
    StepTools tools = new StepTools(run, new Work("history", Cancel.root()), sets::proven);
    KnownSet set = sets.in(stores.getFirst(), tools);
    try {
      new LineFile(file).add(JSON.writeValueAsString(line(set, stores)));
    } catch (IOException e) {
      run.log().say("history", "no line was added to `" + file + "`: " + e);
      course.warned(true);
    }
  }

  private static Map<String, Object> line(KnownSet set, List<StoreRef> stores) {
    Manifest manifest = set.manifest();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", set.id());
    line.put("plan", manifest.plan().name());
    line.put("type", manifest.plan().type());
    Manifest.Link base = manifest.base();
    if (base != null) {
      line.put("base", base.id());
    }
    String description = manifest.made().description();
    if (description != null) {
      line.put("description", description);
    }
    line.put("startedAt", manifest.made().startedAt().toString());
    line.put("finishedAt", manifest.made().finishedAt().toString());
    line.put("bytes", manifest.totalBytes());
    line.put("level", set.level().toString());
    line.put("stores", stores.stream().map(StoreRef::name).toList());
    line.put("artifacts", manifest.artifacts().stream().map(SetHistory::artifact).toList());
    return line;
  }

  private static Map<String, Object> artifact(Manifest.Artifact artifact) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("name", artifact.stored());
    line.put("bytes", artifact.bytes());
    line.put("sha256", artifact.sha256());
    String md5 = artifact.md5();
    if (md5 != null) {
      line.put("md5", md5);
    }
    return line;
  }
}
