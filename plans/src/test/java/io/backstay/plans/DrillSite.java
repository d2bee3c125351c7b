package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The project that ships, where drills can be tried.
 *
 * @param project a copy of it
 * @param state what the host knows
 * @param scratch where drills make what they need
 */
record DrillSite(Path project, Path state, Path scratch) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One that has everything below one directory. */
  static DrillSite below(Path root) {
    return new DrillSite(root.resolve("project"), root.resolve("state"), root.resolve("scratch"));
  }

  /** Puts what ships there. */
  void make() throws IOException {
    Quickstart.copyTo(Files.createDirectory(project));
    Files.createDirectory(state);
    Files.createDirectory(scratch);
  }

  Cli cli() {
    return new Cli(project, state).with("BACKSTAY_SCRATCH_DIR", scratch.toString());
  }

  /** Replaces every match in a file; there has to be one. */
  void edit(String file, String pattern, String by) throws IOException {
    Path path = project.resolve(file);
    String text = Files.readString(path);
    String edited = text.replaceAll(pattern, by);
    assertThat(edited).isNotEqualTo(text);
    Files.writeString(path, edited);
  }

  /** A file of the set there is. */
  Path stored(String name) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve("plans/quickstart/backups"))) {
      return files
          .filter(file -> file.endsWith(name) && !Files.isSymbolicLink(file.getParent()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** What the last drill has left as evidence. */
  JsonNode report() throws IOException {
    return JSON.readTree(evidence().getLast().toFile());
  }

  /** The reports there are, oldest first. */
  List<Path> evidence() throws IOException {
    try (Stream<Path> drills = Files.list(project.resolve("reports/drills"))) {
      return drills.sorted().map(drill -> drill.resolve("report.json")).toList();
    }
  }

  /** Every file below a directory, with its content. */
  static Map<String, String> tree(Path root) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        byte[] content = Files.readAllBytes(path);
        tree.put(
            root.relativize(path).toString(), new String(content, StandardCharsets.ISO_8859_1));
      }
    }
    return tree;
  }
}
