package io.backstay.plans.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.spi.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken arrives, letter for letter, where it belongs, and nobody obeys it on the way. */
final class HostileRunTest {
  private static final String STUB =
      "#!/bin/sh\nprintf '%s\\0' \"$@\" > \"$ARGUMENTS\"\nenv -0 > \"$VARIABLES\"\n";

  private static final String HEAD =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: site
      sources:
        notes: {files: data/notes}
      stores:
        local: {directory: {path: STORE, create: true}}
      set: {path: SET}
      steps:
      """;

  private static final String UPLOAD =
      """
        - upload: local
        - verify: {in: local, checks: [checksum: all]}
      """;

  @TempDir private Path home;
  private Project project;

  @BeforeEach
  void prepare() throws IOException, SQLException {
    project = new Project(home);
  }

  @AfterEach
  void nothingWasObeyed() {
    project.nothingWasObeyed("the run");
  }

  private static String head(String store, String set) {
    return HEAD.replace("STORE", store).replace("SET", Json.quoted(set));
  }

  /** As a plan writes a text that is not to be taken for an expression. */
  private static String literal(String value) {
    return Json.quoted(value.replace("${", "$${"));
  }

  private static List<String> values() {
    return HostileValues.all().stream().filter(v -> !v.contains("\ud800")).toList();
  }

  @Test
  void argumentsAndVariablesOfAProgram() throws IOException {
    Path stub = Files.writeString(project.root().resolve("stub"), STUB);
    assertThat(stub.toFile().setExecutable(true)).isTrue();
    List<String> passed = values().stream().filter(v -> v.indexOf('\0') < 0).toList();
    List<String> variables = new ArrayList<>();
    for (int i = 0; i < passed.size(); i++) {
      variables.add("V" + i + ": " + literal(passed.get(i)));
    }
    variables.add("ARGUMENTS: arguments.txt");
    variables.add("VARIABLES: variables.txt");
    String run = passed.stream().map(HostileRunTest::literal).collect(Collectors.joining(", "));
    String env = String.join(", ", variables);
    project.plan(
        head("store", "${run.id}/")
            + "  - exec: {run: [%s, %s], env: {%s}}\n".formatted(Json.quoted("./stub"), run, env)
            + "  - tar: {source: notes, to: notes.tar}\n"
            + UPLOAD);
    project.backup().expect(0);
    assertThat(entries("arguments.txt")).isEqualTo(passed);
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < passed.size(); i++) {
      expected.add("V" + i + "=" + passed.get(i));
    }
    assertThat(entries("variables.txt")).containsAll(expected);
  }

  private List<String> entries(String file) throws IOException {
    String all = Files.readString(project.root().resolve(file), UTF_8);
    return List.of(all.substring(0, all.length() - 1).split("\0", -1));
  }

  @Test
  void namesOfArtifacts() throws IOException {
    List<String> names =
        values().stream().map(v -> v + ".tar").filter(FileName::usable).distinct().toList();
    assertThat(names).hasSizeGreaterThan(80);
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      steps.append(
          "  - id: t%d\n    tar: {source: notes, to: %s}\n".formatted(i, literal(names.get(i))));
    }
    project.plan(head("store", "set") + steps + UPLOAD);
    project.backup().expect(0);
    assertThat(files(project.store().resolve("set"))).containsAll(names);
    project.ask("verify", project.backupPlan().toString()).expect(0);
  }

  /** What the plan is not refused for is not found out by the run. */
  @ParameterizedTest
  @EnumSource(names = {"SET_PATH", "MANIFEST", "LATEST"})
  void namesOfSets(Place place) throws IOException {
    int taken = 0;
    for (String value : HostileValues.all()) {
      String store = "stores/" + taken;
      project.plan(
          place.in(
              head(store, "${run.id}/")
                  + "  - tar: {source: notes, to: notes.tar}\n  - upload: local\n",
              value));
      if (project.ask("validate", project.backupPlan().toString()).exit() == 0) {
        taken++;
        project.backup().expect(0);
        if (!value.contains("$")) {
          assertThat(place == Place.SET_PATH ? stored(store + "/" + value) : found(store, value))
              .as(value)
              .isTrue();
        }
      }
    }
    assertThat(taken).isGreaterThan(place == Place.SET_PATH ? 80 : 3);
  }

  private boolean stored(String set) {
    return Files.exists(project.root().resolve(set).resolve("notes.tar"));
  }

  private boolean found(String store, String name) throws IOException {
    try (Stream<Path> all = Files.walk(project.root().resolve(store))) {
      return all.anyMatch(path -> path.getFileName().toString().equals(name));
    }
  }

  private static Set<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Test
  void namesOfFiles() throws IOException {
    Set<String> names = new TreeSet<>(Set.of(".backstay", "..\\..\\x", "C:\\x"));
    for (String value : values()) {
      String name = value.replace("/", "\u2215");
      boolean possible = !Set.of("", ".", "..").contains(name) && name.indexOf('\0') < 0;
      if (possible && name.getBytes(UTF_8).length < 256) {
        names.add(name);
      }
    }
    for (String name : names) {
      Files.writeString(project.notes().resolve(name), name);
    }
    names.add("a.txt");
    roundTrip();
    assertThat(files(project.notes())).isEqualTo(names);
    for (String name : names) {
      String content = Files.readString(project.notes().resolve(name));
      assertThat(content).isEqualTo(name.equals("a.txt") ? "a" : name);
    }
  }

  @Test
  void namesOfTablesAndColumns() throws SQLException {
    List<String> statements = new ArrayList<>();
    for (String value : values()) {
      String name = value.replace("\0", "").replace("\"", "\"\"");
      if (!name.isEmpty() && name.length() < 300) {
        String quoted = '"' + (statements.size() + name) + '"';
        statements.add("CREATE TABLE " + quoted + "(" + quoted + " TEXT)");
        statements.add("INSERT INTO " + quoted + " VALUES ('x')");
      }
    }
    project.sql(statements.toArray(String[]::new));
    roundTrip();
  }

  private void roundTrip() {
    project.backup().expect(0);
    project.restore("--confirm", "bring it back").expect(0);
  }

  @Test
  void tablesThatAreCounted() throws IOException {
    for (String value : HostileValues.all()) {
      project.plan(Place.ROW_COUNTS.in(Project.PLAN, value));
      if (project.ask("validate", project.backupPlan().toString()).exit() == 0) {
        assertThat(project.backup().exit()).as(value).isIn(1, 4);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run|VALUE",
        "restore|RESTORE|VALUE|--confirm|bring it back",
        "restore|RESTORE|--confirm|VALUE",
        "run|BACKUP|--var|VALUE",
        "prune|VALUE",
        "undo|VALUE|--confirm|site",
        "resume|VALUE",
        "verify|BACKUP|VALUE",
        "show|VALUE"
      })
  void wordsOfACommand(String command) {
    for (String value : values().stream().filter(v -> v.indexOf('\0') < 0).toList()) {
      List<String> words =
          Stream.of(command.split("\\|"))
              .map(word -> word.replace("BACKUP", project.backupPlan().toString()))
              .map(word -> word.replace("RESTORE", project.restorePlan().toString()))
              .map(word -> word.replace("VALUE", value))
              .toList();
      Project.Answer answer =
          project.ask(
              words.get(0), words.get(1), words.subList(2, words.size()).toArray(String[]::new));
      assertThat(answer.exit()).as("%s: %s", words, answer).isIn(0, 1, 2, 3, 4, 7);
    }
  }
}
