package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An installation whose database is backed up while its application is stopped, and the judgement
 * of what a fault left of it. One set is stored; what is live now is another version.
 */
final class DatabaseSite implements AutoCloseable {
  private static final Set<Integer> HONEST = Set.of(1, 3, 4, 5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: database
      secrets: {db: {file: secret}}
      sources:
        app:
          postgres: {SERVER, user: USER, database: NAME, password: '${secrets.db}'}
      services: {web: {container: WEB}}
      stores: {local: {directory: {path: store, create: true}}}
      set: {path: '${run.id}/', latest: latest}
      steps:
        - stop-container: {service: web, grace: 2s}
        - dump: {source: app, to: app.dump, record: {row-counts: all}}
          timeout: 6s
        - upload: local
        - verify: {in: local, checks: [checksum: all, dump-readable: app.dump]}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: database
      plan: ./database.backup.yaml
      backup: {from: local, pick: latest}
      confirm: {phrase: yes please}
      steps:
        - stop-container: {service: web, grace: 2s}
        - fetch: all
        - recreate-database: {source: app, previous: {keep: 24h}, terminate-connections: true}
          timeout: 6s
        - load: {artifact: app.dump, into: app, jobs: 1}
          timeout: 6s
        - verify: [row-counts: {in: app, expect: recorded}]
          timeout: 6s
      """;

  private final Path home;
  private final Database database;
  private final Application web = new Application();
  private final WarmCli cli;
  private final String stored;
  private final String live;
  private final Set<String> sets;
  private final Path latest;
  private final Map<Verb, Long> said;

  /** Backs the database up once, and changes it. */
  DatabaseSite(Path home, Database database, Map<String, String> environment) throws IOException {
    this.home = home;
    this.database = database;
    cli = new WarmCli(Files.createDirectories(home.resolve("own")), environment);
    Files.createFile(home.resolve("backstay.yaml"));
    Files.writeString(home.resolve("secret"), Database.PASSWORD);
    Files.setPosixFilePermissions(
        home.resolve("secret"), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(home.resolve("database.restore.yaml"), RESTORE);
    Files.writeString(
        home.resolve("calm.restore.yaml"),
        RESTORE.replace("name: database", "name: calm").replace("timeout: 6s", "timeout: 50s"));
    reach("postgres", overTheNetwork());
    stored = database.content();
    long backup = saidDuring(Verb.BACKUP);
    sets = sets();
    latest = Files.readSymbolicLink(home.resolve("store/latest"));
    said = Map.of(Verb.BACKUP, backup, Verb.RESTORE, saidDuring(Verb.RESTORE));
    database.tidy();
    database.change(2);
    live = database.content();
  }

  private long saidDuring(Verb verb) {
    database.proxy().clears();
    run(verb).expect(0);
    return database.proxy().said();
  }

  /** How many bytes a server says while nothing goes wrong. */
  long said(Verb verb) {
    return Objects.requireNonNull(said.get(verb));
  }

  private String overTheNetwork() {
    return "host: 127.0.0.1, port: " + database.proxy().port();
  }

  /** From now on the server is reached as this role, in this way. */
  void reach(String user, String server) throws IOException {
    Files.writeString(
        home.resolve("database.backup.yaml"),
        BACKUP
            .replace("SERVER", server)
            .replace("USER", user)
            .replace("WEB", web.name())
            .replace("NAME", "'" + Database.NAME.replace("'", "''") + "'"));
  }

  void reach(String user) throws IOException {
    reach(user, overTheNetwork());
  }

  List<String> command(Verb verb) {
    List<String> command = new ArrayList<>();
    if (verb == Verb.BACKUP) {
      command.addAll(List.of("run", home.resolve("database.backup.yaml").toString()));
    } else {
      command.addAll(restore("database"));
    }
    command.addAll(List.of("--state-dir", home.resolve("state").toString()));
    return command;
  }

  private List<String> restore(String plan) {
    String file = home.resolve(plan + ".restore.yaml").toString();
    return List.of("restore", file, "--confirm", "yes please");
  }

  Answer run(Verb verb) {
    return cli.run(command(verb));
  }

  /** A restore while nothing goes wrong; on a host that has much to do it takes its time. */
  private Answer restoreCalmly() {
    List<String> command = new ArrayList<>(restore("calm"));
    command.addAll(List.of("--state-dir", home.resolve("state").toString()));
    return cli.run(command);
  }

  Answer resume(String... more) {
    List<String> command = new ArrayList<>(List.of("resume"));
    command.addAll(List.of(more));
    command.addAll(List.of("--state-dir", home.resolve("state").toString()));
    return cli.run(command);
  }

  Application web() {
    return web;
  }

  Path home() {
    return home;
  }

  /** Holds a run that a fault has hit to what is promised; the fault is over. */
  void judge(Verb verb, Answer answer) {
    assertThat(answer.exit()).as("an honest exit code: %s", answer).isIn(HONEST);
    assertThat(answer.out() + answer.err())
        .as("says what to do next, and no secret: %s", answer)
        .containsPattern("next:|help:|docs:")
        .doesNotContain(Database.PASSWORD);
    nothingGoesOn(answer);
    if (answer.exit() == 5) {
      assertThat(resume("--undo-only").exit()).as("undone at last, after %s", answer).isZero();
    }
    judgeSettled(verb, answer);
  }

  /** No process of the run is left. */
  void noProcessIsLeft(Object about) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(processes()).as("processes after %s", about).isEmpty());
  }

  /** No process of the run is left, and no session of one. */
  void nothingGoesOn(Object about) {
    noProcessIsLeft(about);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(database.sessions()).as("sessions after %s", about).isEmpty());
  }

  /** Holds what is there, once nothing is owed, to what is promised; then all is as it was. */
  void judgeSettled(Verb verb, Object about) {
    assertThat(web.runs()).as("the application runs after %s", about).isTrue();
    assertThat(sets()).as("sets after %s", about).isEqualTo(sets);
    assertThat(home.resolve("store/latest")).isSymbolicLink();
    try {
      assertThat(Files.readSymbolicLink(home.resolve("store/latest"))).isEqualTo(latest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String left = database.content();
    if (verb == Verb.BACKUP) {
      assertThat(left).as("a backup changes nothing: %s", about).isEqualTo(live);
    } else {
      assertThat(left).as("all of it or nothing: %s", about).isIn(live, stored);
    }
    assertThat(database.incoming()).as("half-loaded after %s", about).isEmpty();
    assertThat(parts()).as("staged after %s", about).isEmpty();
    Answer restored = restoreCalmly();
    assertThat(restored.exit()).as("the set there was, after %s: %s", about, restored).isZero();
    assertThat(database.content()).as("the set there was, after %s", about).isEqualTo(stored);
    database.tidy();
    database.change(2);
  }

  /** Ids of the sets that can be seen and are not marked as broken. */
  private Set<String> sets() {
    Set<String> ids = new TreeSet<>();
    try (Stream<Path> files = Files.list(home.resolve("store/.backstay"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\d{8}_[^.]*\\.json"))
          .map(name -> name.replace(".json", ""))
          .filter(id -> !broken(id))
          .forEach(ids::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ids;
  }

  private boolean broken(String set) {
    Answer shown = cli.run(List.of("show", set, "--state-dir", home.resolve("state").toString()));
    return shown.out().contains("broken");
  }

  private List<Path> parts() {
    try (Stream<Path> all = Files.walk(home)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*/(staging|stage)/.*|.*\\.(part|dump)"))
          .filter(file -> !file.toString().matches(".*/gate|.*/store/\\d{8}_[^/]*/app.dump"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes that were started for this installation, but for the one that answers us. */
  private List<String> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != cli.pid())
        .filter(process -> environment(process).contains(home.toString()))
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  private static String environment(ProcessHandle process) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // gone, or not ours
    }
  }

  @Override
  public void close() {
    cli.close();
    web.close();
  }
}
