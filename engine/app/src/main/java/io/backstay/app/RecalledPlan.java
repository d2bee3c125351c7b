package io.backstay.app;

import io.backstay.plan.PlanReader;
import io.backstay.plan.SecretDecl;
import io.backstay.plan.YamlText;
import io.backstay.program.Program;
import io.backstay.set.Manifest;
import io.backstay.set.StoredPlans;
import io.backstay.set.StoredPlans.Recalled;
import io.backstay.spi.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Backup that is gone, as the newest set it has made remembers it.
 *
 * @param text of its file
 * @param name what it is called
 * @param notes what to know of it before it is used
 */
record RecalledPlan(String text, String name, List<String> notes) {
  /** What makes a plan of a file with stores and secrets; below it, so that its lines count. */
  private static final String NAMING =
      """

      apiVersion: backstay/v1
      kind: Backup
      name: from-store
      sources: {nothing: {files: .}}
      steps: [{tar: {source: nothing, to: nothing.tar}}]
      """;

  /**
   * Looks for it in a store.
   *
   * @param place the store, as the command line says it
   * @param name its name; empty for the only one there is
   */
  static RecalledPlan in(Session session, String place, String name) {
    Map<String, Recalled> plans = plans(session, place);
    if (plans.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          "there is no set in " + place,
          "sets are looked for there and below; give the prefix that the plan had");
    }
    boolean only = name.isEmpty() && plans.size() == 1;
    Recalled recalled = only ? plans.values().iterator().next() : plans.get(name);
    if (recalled == null) {
      throw new Stop(
          ExitCode.INVALID,
          "which plan? There are sets of " + String.join(", ", plans.keySet()),
          "backstay init backup " + plans.keySet().iterator().next() + " --from-store " + place);
    }
    return of(recalled);
  }

  /** A plan that only names stores is what reaches them. */
  private static Map<String, Recalled> plans(Session session, String place) {
    Path given = session.directory().resolve(place);
    boolean written = Files.isRegularFile(given);
    Path file = written ? given : session.directory().resolve("from-store.backup.yaml");
    String text = written ? read(given) + NAMING : naming(session.directory(), place);
    PlanReader reader = new PlanReader(session.catalog(), Version.NUMBER).as(Map.of(file, text));
    Loader.Loaded loaded = new Loader(session).load(reader, file, Map.of());
    Program program = new Stocks(session).program(loaded);
    return program.resources().values().stream()
        .filter(Store.class::isInstance)
        .map(store -> ((Store) store).reader(session.look(loaded)))
        .map(reached -> StoredPlans.in(reached, session.trust().keys()))
        .reduce(Map.of(), StoredPlans::newest);
  }

  private static String naming(Path root, String place) {
    FirstBackup naming = new FirstBackup("from-store", root);
    naming.files(root);
    Wanted.keep(naming, place, root);
    return naming.text();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Stop(ExitCode.FAILED, "`" + file + "` cannot be read: " + e, null);
    }
  }

  private static RecalledPlan of(Recalled recalled) {
    Manifest set = recalled.set();
    Map<String, Object> plan = PlanThen.backup(set.plan().effective());
    List<String> notes = new ArrayList<>();
    notes.add(
        "as it was when it made %s on %s, %s"
            .formatted(set.id(), set.made().host(), recalled.signer()));
    if (!recalled.signer().trusted() && recalled.signer().key() != null) {
      notes.add(
          "believe what that host has signed: backstay keys --trust=" + recalled.signer().key());
    }
    String text = YamlText.of(plan);
    if (text.contains(SecretDecl.LITERAL + ":")) {
      notes.add("a secret stood in the plan itself, and is in no set: write it where it says so");
    }
    return new RecalledPlan(text, set.plan().name(), notes);
  }
}
