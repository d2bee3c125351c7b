package io.backstay.drills.report;

import io.backstay.drills.report.DrillReport.Earlier;
import io.backstay.drills.report.DrillReport.History;
import io.backstay.set.Keyring;
import io.backstay.set.SignedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reports of earlier drills of one name. */
final class Evidence {
  /** What a report is called; the other forms are made of it. */
  static final String FILE = "report.json";

  private static final int SHOWN = 8;

  private final Path directory;
  private final String drill;
  private final Keyring keys;

  Evidence(Path directory, String drill, Keyring keys) {
    this.directory = directory;
    this.drill = drill;
    this.keys = keys;
  }

  /** What earlier drills have shown. A report that cannot be believed is passed over. */
  History history() throws IOException {
    List<Earlier> earlier = new ArrayList<>();
    for (Path file : files()) {
      Earlier one = read(file);
      if (one != null && earlier.size() < SHOWN) {
        earlier.add(one);
      }
    }
    return new History(earlier.isEmpty() ? null : earlier.getFirst(), earlier);
  }

  /** Newest first: ids begin with the time. */
  private List<Path> files() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> drills = Files.list(directory)) {
      return drills
          .map(it -> it.resolve(FILE))
          .filter(Files::isRegularFile)
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private @Nullable Earlier read(Path file) throws IOException {
    try {
      SignedDocument document = SignedDocument.read(Files.readAllBytes(file), keys);
      Map<String, Object> content = document.content();
      return drill.equals(drill(content))
          ? new Earlier(
              String.valueOf(content.get("id")),
              document.digest(),
              String.valueOf(content.get("verdict")),
              rto(content),
              open(content))
          : null;
    } catch (IOException notAReport) {
      return null;
    }
  }

  /** The name of the drill a report is about; empty when it does not say. */
  static String drill(Map<String, Object> content) {
    return content.get("subject") instanceof Map<?, ?> subject
            && subject.get("drill") instanceof Map<?, ?> named
        ? String.valueOf(named.get("name"))
        : "";
  }

  /** What it has found. Reports of earlier versions do not say since when that is known. */
  private static Map<String, Instant> open(Map<String, Object> content) {
    Map<String, Instant> open = new HashMap<>();
    if (content.get("findings") instanceof List<?> findings) {
      for (Object each : findings) {
        if (each instanceof Map<?, ?> finding && finding.get("since") instanceof String since) {
          open.put(String.valueOf(finding.get("about")), Instant.parse(since));
        }
      }
    }
    return open;
  }

  private static @Nullable Long rto(Map<String, Object> content) {
    if (content.get("objectives") instanceof List<?> objectives) {
      for (Object each : objectives) {
        if (each instanceof Map<?, ?> objective
            && "rto".equals(objective.get("name"))
            && objective.get("measured") instanceof Number seconds) {
          return seconds.longValue();
        }
      }
    }
    return null;
  }
}
