package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are laid out, or left alone; what they mean stays either way. */
final class FmtTest {
  private static final String UNTIDY =
      """
      kind: Backup
      apiVersion: 'backstay/v1'
      name: small   # as in the store
      stores: {local: {directory: {create: true, path: "sets"}}}
      sources: {notes: {files: notes}}
      steps:
      - tar: {to: notes.tar, source: notes}
      - upload: local
      """;

  @TempDir Path root;

  private @SuppressWarnings("NullAway.Init") WarmCli cli;

  @BeforeEach
  void start() throws IOException {
    cli = new WarmCli(root, Map.of("BACKSTAY_STATE_DIR", root.resolve("state").toString()));
  }

  @AfterEach
  void end() {
    cli.close();
  }

  @Test
  void aFileIsLaidOutOnceAndKeepsItsModeAndItsLink() throws IOException {
    Path file = Files.writeString(root.resolve("real.yaml"), UNTIDY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(root.resolve("small.backup.yaml"), file);

    assertThat(run("fmt", "--check").expect(10).out())
        .isEqualTo("would change small.backup.yaml\n");
    assertThat(run("fmt", "--diff").expect(0).out())
        .contains("--- small.backup.yaml", "-- upload: local", "+apiVersion: backstay/v1");
    assertThat(file).hasContent(UNTIDY);

    assertThat(run("fmt").expect(0).out()).isEqualTo("changed small.backup.yaml\n");

    assertThat(link).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(file)
        .hasContent(
            """
            apiVersion: backstay/v1
            kind: Backup
            name: small   # as in the store
            sources: {notes: {files: notes}}
            stores: {local: {directory: {path: sets, create: true}}}

            steps:
              - tar: {source: notes, to: notes.tar}
              - upload: local
            """);
    assertThat(run("fmt", "--check").expect(0).out()).isEqualTo("1 file is laid out already\n");
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .contains("real.yaml", "small.backup.yaml")
          .noneMatch(name -> name.contains("part"));
    }
  }

  @Test
  void whatCannotBeReadIsLeftAloneAndTheOthersAreNot() throws IOException {
    Path broken = Files.writeString(root.resolve("a.backup.yaml"), "kind: Backup\n  name: [\n");
    Path sound = Files.writeString(root.resolve("b.backup.yaml"), UNTIDY);

    var answer = run("fmt").expect(2);

    assertThat(answer.err()).contains("a.backup.yaml:2:", "a.backup.yaml is left as it is");
    assertThat(answer.out()).isEqualTo("changed b.backup.yaml\n");
    assertThat(broken).hasContent("kind: Backup\n  name: [\n");
    assertThat(sound).content().startsWith("apiVersion");
    assertThat(run("fmt", "nothing.backup.yaml").expect(2).err()).contains("there is no file");
  }

  /** What a reviewer agreed to is the same before and after, of each plan that ships. */
  @Test
  void whatShipsMeansTheSame() throws IOException {
    Files.createFile(root.resolve("backstay.yaml"));
    Tool.run(Path.of("..").toAbsolutePath(), "sh", "-c", "cp -r plans drills " + root);
    Map<String, String> before = fingerprints();

    run(Stream.concat(Stream.of("fmt"), files().stream()).toArray(String[]::new)).expect(0);

    assertThat(fingerprints()).isEqualTo(before).hasSizeGreaterThan(10);
    run(Stream.concat(Stream.of("fmt", "--check"), files().stream()).toArray(String[]::new))
        .expect(0);
  }

  private Map<String, String> fingerprints() throws IOException {
    Map<String, String> all = new TreeMap<>();
    for (String file : files()) {
      if (!file.endsWith(".lib.yaml")) {
        List<String> words = new ArrayList<>(List.of("preview", file, "--offline", "-o", "json"));
        words.addAll(GoldenPreviewTest.inputs(Path.of(file)));
        String preview = run(words.toArray(String[]::new)).expect(0).out();
        all.put(file, new ObjectMapper().readTree(preview).get("fingerprint").asText());
      }
    }
    return all;
  }

  private List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    for (String directory : List.of("plans", "plans/lib", "drills")) {
      try (Stream<Path> each = Files.list(root.resolve(directory))) {
        each.map(Path::toString).filter(name -> name.endsWith(".yaml")).forEach(files::add);
      }
    }
    return files.stream().sorted().toList();
  }

  private Answer run(String... arguments) {
    return cli.run(List.of(arguments));
  }
}
