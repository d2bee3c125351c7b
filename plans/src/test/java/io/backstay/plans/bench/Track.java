package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where races are run: contenders take turns, so that whatever the machine does meets them all. */
final class Track {
  private final Settings settings;
  private final Bash bash;
  private int runs;

  Track(Settings settings, Bash bash) {
    this.settings = settings;
    this.bash = bash;
  }

  Race race(String title, List<Contender> contenders, Goal... goals) throws IOException {
    Map<String, List<Cost>> costs = new LinkedHashMap<>();
    List<Path> used = new ArrayList<>();
    for (int round = 0; round < settings.rounds(); round++) {
      for (Contender contender : contenders) {
        if (round < contender.rounds()) {
          Path fresh = fresh();
          used.add(fresh);
          costs
              .computeIfAbsent(contender.name(), name -> new ArrayList<>())
              .add(run(contender, fresh));
        }
      }
    }
    remove(used);
    Map<String, Costs> results = new LinkedHashMap<>();
    costs.forEach((name, each) -> results.put(name, new Costs(each)));
    return new Race(title, results, List.of(goals));
  }

  private Path fresh() throws IOException {
    runs++;
    return Files.createDirectories(settings.home().resolve("runs").resolve(String.valueOf(runs)));
  }

  private Cost run(Contender contender, Path fresh) throws IOException {
    Path kept = Files.createDirectory(fresh.resolve("kept"));
    bash.run(fresh, "cp -R \"$state\" state\n" + contender.before() + "\nsync");
    String line = bash.time(fresh, settings.with(), contender.script());
    Cost cost = Cost.read(line, contender.repetitions(), Sizes.of(kept));
    bash.run(fresh, contender.after());
    return cost;
  }

  /** Only after a race: what is removed earlier makes the file system slow for whoever is next. */
  private void remove(List<Path> used) throws IOException {
    for (Path directory : used) {
      bash.run(settings.home(), "rm -rf -- '" + directory + "'");
    }
    bash.run(settings.home(), "sync");
  }
}
