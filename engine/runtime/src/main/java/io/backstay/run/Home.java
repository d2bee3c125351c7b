package io.backstay.run;

import io.backstay.set.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies where in a state directory.
 *
 * @param state the directory
 */
record Home(Path state) {
  private static final String JOURNAL = ".jsonl";

  Path runs() {
    return state.resolve("runs");
  }

  Path locks() {
    return state.resolve("locks");
  }

  Path stage() {
    return state.resolve("stage");
  }

  /** What is remembered of the files that plans read. */
  Known known() {
    return new Known(state.resolve("known"));
  }

  /** Whom this host believes about sets. */
  Trust trust() {
    return Trust.in(state);
  }

  Path journal(String run) {
    return runs().resolve(run + JOURNAL);
  }

  Path log(String run) {
    return runs().resolve(run + ".log");
  }

  Path index() {
    return state.resolve("index.jsonl");
  }

  /** Ids of all runs that have a journal, newest first. */
  List<String> ids() throws IOException {
    if (Files.notExists(runs())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(runs())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(JOURNAL))
          .map(name -> name.substring(0, name.length() - JOURNAL.length()))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }
}
