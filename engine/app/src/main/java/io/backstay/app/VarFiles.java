package io.backstay.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of {@code name=value} lines; of several values for a name the last one counts. */
final class VarFiles {
  private final List<Path> files;

  VarFiles(List<Path> files) {
    this.files = files;
  }

  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    files.forEach(file -> read(file, values));
    return values;
  }

  private static void read(Path file, Map<String, String> into) {
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw new Stop(
            ExitCode.INVALID,
            "%s:%d: not a line of the form name=value".formatted(file, i + 1),
            null);
      }
      into.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new Stop(ExitCode.INVALID, "cannot read the variables file " + file, e.getMessage());
    }
  }
}
