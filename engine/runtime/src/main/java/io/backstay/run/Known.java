package io.backstay.run;

import io.backstay.program.Program.PlanInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is remembered of the files that plans read, a directory for each, for as long as there are
 * these plans. Nothing rests on it: what is gone is read again.
 *
 * @param directory where it is
 */
record Known(Path directory) {
  /** Says which file the plan is; no source has a name that begins like this. */
  private static final String PLAN = ".plan";

  /** Of the files that a plan reads. */
  Path of(String plan) {
    return directory.resolve(FileNames.of(plan));
  }

  /** A run has ended: what belongs to plans whose files are gone goes, too. */
  void sweep(PlanInfo ran) throws IOException {
    Path own = of(ran.name());
    if (ran.kind().equals("Backup") && Files.isDirectory(own)) {
      Files.writeString(own.resolve(PLAN), ran.file().toAbsolutePath().toString());
    }
    for (Path plan : below(directory)) {
      Path note = plan.resolve(PLAN);
      if (Files.exists(note) && Files.notExists(directory.resolve(Files.readString(note)))) {
        for (Path file : below(plan)) {
          Files.delete(file);
        }
        Files.delete(plan);
      }
    }
  }

  private static List<Path> below(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
