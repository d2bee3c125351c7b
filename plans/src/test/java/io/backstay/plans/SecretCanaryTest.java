package io.backstay.plans;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret of every provider, told to a program that shouts it, is found nowhere. */
final class SecretCanaryTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final List<String> PROVIDERS =
      List.of("env", "file", "dotenv", "command", "systemd");

  private static final String SECRETS =
      """
      secrets:
        from-env: {env: CANARY_ENV}
        from-file: {file: secret-file}
        from-dotenv: {dotenv: {file: .env, key: KEY}}
        from-command: {command: [./tell]}
        from-systemd: {systemd: canary}
      """;

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: canary
      sources:
        data: {files: data}
        db:
          postgres:
            database: a b
            host: db.example.org
            port: 6543
            user: me@home
            password: ${secrets.from-command}
      stores: {local: {directory: {path: store, create: true}}}
      SECRETS
      steps:
        - exec:
            run: [./shout, backup]
            env: {ADDRESS: '${sources.db.url}'}
            secret-env: VARIABLES
            capture: shouted
        - tar: {source: data, to: data.tar}
        - encrypt:
            openssl: {password: '${secrets.from-file}', iterations: 20000}
        - upload: local
        - verify: {in: local, checks: [checksum: all, archive-readable: data.tar]}
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: canary
      plan: ./canary.backup.yaml
      backup: {from: local, pick: latest}
      confirm: {phrase: canary}
      steps:
        - fetch: all
        - untar: {artifact: data.tar, into: data, previous: {keep: 1h}}
        - exec:
            run: [./shout, restore]
            env: {PLAIN: text}
            secret-env: {ADDRESS: '${sources.db.url}', VARIABLES
            capture: shouted
      """;

  /** Says all of its secrets on both streams, in the forms programs print them in, and stays. */
  private static final String SHOUT =
      """
      #!/bin/sh
      case "$ADDRESS" in
        postgresql://me%40home:cAnary%2B*%2F%C3%B6%3D7@db.example.org:6543/a%20b) ;;
        *) exit 9 ;;
      esac
      for v in "$SECRET_0" "$SECRET_1" "$SECRET_2" "$SECRET_3" "$SECRET_4" "$ADDRESS"; do
        echo "plain $v"; echo "plain $v" >&2
        printf %s "$v" | base64; printf %s "user:$v" | base64 >&2
      done
      : > "$1.there"
      while [ ! -e "$1.go" ]; do sleep 0.05; done
      exit EXIT
      """;

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;
  @TempDir Path credentials;
  private final Map<String, String> canaries = new TreeMap<>();
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  /** The secret a provider gives. */
  private String canary(String provider) {
    return Objects.requireNonNull(canaries.get(provider));
  }

  @BeforeEach
  void prepare() throws IOException {
    for (String provider : PROVIDERS) {
      // Put together, so that it stands in no class file either.
      canaries.put(provider, "cAnary+" + provider.hashCode() + "/ö=" + provider.length());
    }
    Files.createFile(project.resolve("backstay.yaml"));
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("file"), "content");
    secret("secret-file", canary("file"));
    secret(".env", "KEY='" + canary("dotenv") + "'\n");
    script("tell", "#!/bin/sh\nexec cat told\n");
    secret("told", canary("command"));
    Path credential = credentials.resolve("canary");
    Files.writeString(credential, canary("systemd"));
    Tool.run(credentials, "chmod", "600", credential.toString());
    plans("0");
    cli =
        new Cli(project, state)
            .with("CANARY_ENV", String.valueOf(canary("env")))
            .with("CREDENTIALS_DIRECTORY", credentials.toString());
  }

  private void secret(String name, String content) throws IOException {
    Path file = Files.writeString(project.resolve(name), content);
    Tool.run(project, "chmod", "600", file.toString());
  }

  private void script(String name, String content) throws IOException {
    Path file = Files.writeString(project.resolve(name), content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void plans(String exit) throws IOException {
    script("shout", SHOUT.replace("EXIT", exit));
    List<String> variables = new ArrayList<>();
    for (int i = 0; i < PROVIDERS.size(); i++) {
      variables.add("SECRET_%d: '${secrets.from-%s}'".formatted(i, PROVIDERS.get(i)));
    }
    String all = "{" + String.join(", ", variables) + "}";
    Files.writeString(
        project.resolve("canary.backup.yaml"),
        BACKUP.replace("SECRETS\n", SECRETS).replace("VARIABLES", all));
    Files.writeString(
        project.resolve("canary.restore.yaml"), RESTORE.replace("VARIABLES", all.substring(1)));
  }

  @Test
  void inABackupAndARestore() throws Exception {
    String log = state.resolve("said.log").toString();
    watched("backup", 0, "run", "canary", "-v", "--log-file", log);
    watched("restore", 0, "restore", "canary", "--confirm", "canary", "-v", "--log-file", log);
    for (String form : List.of("json", "ndjson")) {
      cli.run("run", "canary", "-v", "-o", form).expect(0);
      said("run -o " + form, cli.run("restore", "canary", "--confirm", "canary", "-o", form));
    }
    for (String words :
        List.of(
            "preview canary",
            "preview canary --routes",
            "preview canary --explain-vars",
            "preview canary -o json",
            "validate canary.backup.yaml",
            "list canary -o json",
            "list --runs -o json",
            "status -o json",
            "doctor -o json",
            "explain exec")) {
      said(words, cli.run(words.split(" ")));
    }
    secret("secret-file", canary("file") + "?");
    Cli.Result refused = cli.run("restore", "canary", "--confirm", "canary", "-v");
    assertThat(refused.exit()).as("another key opens nothing").isNotZero();
    said("another key", refused);
    nowhere(state);
    nowhere(project.resolve("store"));
  }

  @Test
  void whenTheProgramFails() throws Exception {
    plans("3");
    String log = state.resolve("said.log").toString();
    watched("backup", 1, "run", "canary", "-v", "--log-file", log);
    said("json", cli.run("run", "canary", "-o", "json").expect(1));
    said("runs", cli.run("list", "--runs"));
    nowhere(state);
  }

  /** Runs a command and looks at every process of the host while its program stays. */
  private void watched(String step, int exit, String... words) throws Exception {
    Path out = scratch.resolve(step + ".out");
    Process run = cli.start(out, words);
    await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(project.resolve(step + ".there")) || !run.isAlive());
    assertThat(run.isAlive()).as(Files.readString(out)).isTrue();
    List<String> seen = seenInProcesses(run);
    Files.writeString(project.resolve(step + ".go"), "");
    assertThat(run.waitFor()).as(Files.readString(out)).isEqualTo(exit);
    assertThat(seen).isEmpty();
    clean(out.toString(), Files.readString(out));
  }

  private List<String> seenInProcesses(Process run) throws IOException {
    List<String> seen = new ArrayList<>();
    List<ProcessHandle> started = new ArrayList<>(run.descendants().toList());
    started.add(run.toHandle());
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.filter(p -> p.endsWith(number(p))).toList()) {
        add(seen, process.resolve("cmdline"), canaries.values().stream().toList());
      }
    }
    for (ProcessHandle one : started) {
      boolean shouts = read(Path.of("/proc", "" + one.pid(), "cmdline")).contains("shout");
      boolean sleeps = read(Path.of("/proc", "" + one.pid(), "cmdline")).startsWith("sleep");
      if (!shouts && !sleeps) { // The program has them from us, and hands them on.
        // What the user gave in the environment of the command is there, and nothing more.
        add(
            seen,
            Path.of("/proc", "" + one.pid(), "environ"),
            PROVIDERS.stream()
                .filter(p -> !p.equals("env"))
                .map(p -> String.valueOf(canaries.get(p)))
                .toList());
      }
    }
    return seen;
  }

  private static String number(Path process) {
    String name = process.getFileName().toString();
    return name.matches("[0-9]+") ? name : "no process";
  }

  private static void add(List<String> seen, Path file, List<String> secrets) {
    String text = read(file);
    secrets.stream().filter(text::contains).forEach(one -> seen.add(file + ": " + one));
  }

  /** What is gone has nothing. */
  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void said(String what, Cli.Result result) {
    clean(what, result.out() + result.err());
  }

  private void nowhere(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        clean(file.toString(), new String(Files.readAllBytes(file), UTF_8));
      }
    }
  }

  private void clean(String where, String text) {
    for (String canary : canaries.values()) {
      String base64 = Base64.getEncoder().encodeToString(canary.getBytes(UTF_8));
      assertThat(text)
          .as(where)
          .doesNotContain(canary)
          .doesNotContain(base64)
          .doesNotContain(base64.substring(4, base64.length() - 6))
          .doesNotContain(URLEncoder.encode(canary, UTF_8));
    }
  }
}
