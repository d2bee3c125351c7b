package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import io.backstay.testing.Needs;
import io.backstay.testing.StrictYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who calls plans when they are due: what is written for cron, systemd, Kubernetes and GitHub, as
 * they themselves read it, for a project whose very name is an attack.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScheduleTest {
  private static final String HOSTILE = "ops 50% \"it's\" $HOME;touch pwned & `touch pwned` #";
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      timezone: Europe/Rome
      vars: {note: {type: string, default: x}}
      sources: {notes: {files: data}}
      stores: {local: {directory: {path: sets, create: true}}}
      types:
        full: {default: true}
        quick: {sources: [notes], schedule: [{every: 90m}]}
      schedule:
        - {cron: "30\\n2  * jan-mar,5-12/2 *", catch-up: latest, jitter: 10m}
      steps:
        - tar: {source: notes, to: notes.tar}
        - upload: local
        - verify: {in: local, checks: [archive-readable: notes.tar]}
      """;
  private static final String MINE = "MAILTO=ops@example.org\n5 4 * * 0 echo caf\u00e9 # BEGIN\n";

  /** Shows each word it is called with on a line. */
  private static final String WORDS = "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\"; done\n";

  @TempDir static Path temp;
  private @SuppressWarnings("NullAway.Init") Path project;
  private @SuppressWarnings("NullAway.Init") Path program;
  private @SuppressWarnings("NullAway.Init") WarmCli warm;

  @BeforeAll
  void aProject() throws IOException {
    project = Files.createDirectories(temp.resolve(HOSTILE));
    Files.createDirectory(project.resolve(".git"));
    Quickstart.copyTo(project);
    program = script("backstay", WORDS);
    script("crontab", "#!/bin/sh\nexec /usr/bin/crontab -u nobody \"$@\"\n");
    script("systemctl", "#!/bin/sh\necho System has not been booted with systemd >&2\nexit 1\n");
    String path = program.getParent() + ":" + System.getenv("PATH");
    warm =
        new WarmCli(
            project, Map.of("BACKSTAY_STATE_DIR", temp.resolve("state").toString(), "PATH", path));
  }

  private Path script(String name, String text) throws IOException {
    Path script = Files.createDirectories(temp.resolve("bin")).resolve(name);
    Files.writeString(script, text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterAll
  void end() {
    warm.close();
  }

  @BeforeEach
  void plansAsTheyShip() throws IOException {
    Files.writeString(project.resolve("plans/shop.backup.yaml"), PLAN);
    Files.deleteIfExists(project.resolve("plans/other.backup.yaml"));
    for (String file : List.of("plans/quickstart.backup.yaml", "drills/quickstart.drill.yaml")) {
      Path shipped = Path.of("").toAbsolutePath().resolveSibling(file);
      Files.copy(shipped, project.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Answer schedule(String... words) {
    return run(Stream.concat(Stream.of("schedule"), Arrays.stream(words)).toArray(String[]::new));
  }

  private Answer run(String... words) {
    return warm.run(List.of(words));
  }

  /** What a command of a file does: the words that backstay is called with. */
  private List<String> called(String command) {
    String path = "PATH=" + program.getParent();
    return Tool.run(project, "env", "-i", path, "/bin/sh", "-c", command).lines().toList();
  }

  private List<String> fullHere() {
    return List.of(
        "run",
        project + "/plans/shop.backup.yaml",
        "--var=note=100% $x",
        "--type=full",
        "--jitter=600s",
        "--state-dir=" + temp.resolve("state"),
        "--no-input",
        "--due");
  }

  @Test
  @Tag("root")
  @Tag("cron")
  @Needs({"root", "cron"})
  void cronCallsThePlanAndKeepsTheLinesOfOthers() throws IOException {
    assertThat(crontab()).as("nobody has a crontab on this host").isEmpty();
    try {
      Files.writeString(temp.resolve("mine"), MINE, StandardCharsets.ISO_8859_1);
      Tool.run(temp, "crontab", "-u", "nobody", temp.resolve("mine").toString());
      String[] install = {"install", "shop", "--var", "note=100% $x"};
      String[] export = {"export", "shop", "--var", "note=100% $x"};
      String[] status = {"status", "shop", "--format", "crontab", "--var", "note=100% $x"};

      assertThat(schedule(status).expect(4).out()).contains("ABSENT", "nobody calls it");
      assertThat(schedule("install", "shop", "-n").expect(0).out()).contains("would write");
      assertThat(crontab()).isEqualTo(MINE);
      schedule(install).expect(0);
      assertThat(crontab()).isEqualTo(MINE + schedule(export).expect(0).out());
      assertThat(schedule(install).expect(0).out()).contains("nothing to do");
      assertThat(schedule(status).expect(0).out())
          .contains("INSTALLED", "Europe/Rome")
          .containsPattern("next \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d0 \\+0[12]:00");

      List<String> lines = crontab().lines().filter(it -> it.contains("--due")).toList();
      List<String> full = lines.stream().filter(it -> it.contains("=full")).toList();
      assertThat(full).hasSizeGreaterThan(1).anyMatch(it -> it.startsWith("17 * * * * "));
      for (String line : full) {
        String command = line.split(" ", 6)[5].replace("\\%", "\0");
        assertThat(command).as("cron ends a command there").doesNotContain("%");
        command = command.replace('\0', '%');
        assertThat(called(command)).isEqualTo(fullHere());
      }
      assertThat(line(crontab(), "=quick")).as("no cron says 90 minutes").hasSize(2);

      Path plan = project.resolve("plans/shop.backup.yaml");
      Files.writeString(plan, PLAN.replace("every: 90m", "every: 6h"));
      assertThat(schedule(status).expect(4).out()).contains("DIFFERS");
      schedule(install).expect(0);
      assertThat(line(crontab(), "=quick")).hasSize(1);
      Files.delete(plan);
      Files.writeString(project.resolve("plans/other.backup.yaml"), PLAN.replace("shop", "other"));
      assertThat(schedule("status", "--format", "crontab").expect(4).out()).contains("STALE");
      schedule("remove", "other").expect(0);
      assertThat(crontab()).contains("shop");
      assertThat(schedule("remove", "--dry-run").expect(0).out()).contains("would remove");
      assertThat(crontab()).contains("shop");
      schedule("remove").expect(0);
      assertThat(crontab()).isEqualTo(MINE);
      assertThat(project.resolve("pwned")).doesNotExist();
    } finally {
      Tool.run(temp, "sh", "-c", "crontab -u nobody -r 2>&1 || true");
    }
  }

  @Test
  @Tag("root")
  @Tag("cron")
  @Needs({"root", "cron"})
  void aBlockThatSomebodyHasTornIsLeftAlone() {
    assertThat(crontab()).isEmpty();
    try {
      schedule("install", "shop").expect(0);
      Tool.run(temp, "sh", "-c", "crontab -u nobody -l | grep -v '^# END' | crontab -u nobody -");
      String torn = crontab();

      assertThat(schedule("install", "shop", "--var", "note=y").expect(7).err())
          .contains("not its end");
      schedule("remove").expect(7);
      assertThat(crontab()).isEqualTo(torn);
    } finally {
      Tool.run(temp, "sh", "-c", "crontab -u nobody -r 2>&1 || true");
    }
  }

  private static List<String> line(String crontab, String part) {
    return crontab.lines().filter(it -> it.contains(part) && !it.startsWith("#")).toList();
  }

  /** Bytes, each of them a character. */
  private String crontab() {
    Path list = temp.resolve("list");
    Tool.run(temp, "sh", "-c", "crontab -u nobody -l > list 2>/dev/null || true");
    try {
      return Files.readString(list, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("systemd")
  @Needs("systemd")
  void systemdUnderstandsTheUnits() throws IOException {
    Path units = temp.resolve("units");
    String[] there = {"shop", "--format", "systemd", "--to", units.toString()};

    assertThat(schedule(with("install", there)).expect(0).out()).contains("wrote " + units);
    String exported = schedule(with("export", there)).expect(0).out();
    List<String> names = new ArrayList<>();
    StringBuilder written = new StringBuilder();
    for (String type : List.of("full", "quick")) {
      for (String kind : List.of(".timer", ".service")) {
        Path unit = units.resolve("backstay-backup-shop--" + type + kind);
        names.add(unit.toString());
        written.append(Files.readString(unit));
      }
    }
    assertThat(exported.strip()).isEqualTo(written.toString().strip());
    List<String> verify = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    verify.addAll(names);
    assertThat(Tool.run(temp, verify.toArray(String[]::new))).doesNotContain("shop");

    String timer = Files.readString(Path.of(names.getFirst()));
    assertThat(timer).contains("Persistent=true", "RandomizedDelaySec=600s");
    String calendar = timer.lines().filter(it -> it.startsWith("OnCalendar=")).findFirst().get();
    // On 29 March Rome's clocks go from 2 to 3, and systemd calls nobody at half past two.
    assertThat(
            Tool.run(
                temp,
                "systemd-analyze",
                "calendar",
                "--base-time=2026-03-28 22:00:00 UTC",
                calendar.substring("OnCalendar=".length())))
        .contains("2026-03-29 01:30:00 UTC");
    String service = Files.readString(Path.of(names.get(1)));
    assertThat(service).as("systemd itself is late").doesNotContain("--jitter");
    assertThat(service)
        .contains(
            "50%% \\\"it's\\\" $$HOME;touch pwned & `touch pwned` #/plans/shop.backup.yaml\" ");

    Path taken = units.resolve("backstay-backup-shop--full.timer");
    assertThat(schedule(with("status", there)).expect(0).out()).contains("INSTALLED");
    Files.writeString(taken, "[Timer]\n");
    assertThat(schedule(with("status", there)).expect(4).out()).contains("DIFFERS");
    assertThat(schedule(with("install", there)).expect(7).err()).contains("not written by");
    assertThat(Files.readString(taken)).isEqualTo("[Timer]\n");
    schedule("remove", "--format", "systemd", "--to", units.toString()).expect(0);
    try (Stream<Path> left = Files.list(units)) {
      assertThat(left).containsExactly(taken);
    }
  }

  private static String[] with(String action, String... words) {
    return Stream.concat(Stream.of(action), Arrays.stream(words)).toArray(String[]::new);
  }

  @Test
  void nothingIsWrittenWhereSystemdDoesNotAnswer() {
    assertThat(schedule("install", "shop", "--format", "systemd").expect(1).err())
        .contains("has not been booted", "--to DIRECTORY");
  }

  @Test
  void kubernetesAndGithubGetWhatTheyCanRead() throws IOException {
    String file = "drills/quickstart.drill.yaml";

    Map<?, ?> job =
        StrictYaml.map(
            schedule("export", file, "--format", "kubernetes", "--image", "ops/backstay:1")
                .expect(0)
                .out());
    assertThat(at(job, "spec", "schedule")).isEqualTo("0 9 2 1,4,7,10 *");
    assertThat(at(job, "spec", "timeZone")).asString().isNotBlank();
    Map<?, ?> pod = (Map<?, ?>) at(job, "spec", "jobTemplate", "spec", "template", "spec");
    Map<?, ?> container = (Map<?, ?>) ((List<?>) at(pod, "containers")).getFirst();
    assertThat(container.get("image")).isEqualTo("ops/backstay:1");
    assertThat(container.get("command"))
        .isEqualTo(
            List.of("backstay", "drill", file, "--no-input", "--state-dir=/var/lib/backstay"));
    assertThat(at(container, "volumeMounts").toString()).contains("/project/reports/drills");
    assertThat(at(pod, "volumes").toString()).contains("backstay-state", "backstay-evidence");

    assertThat(schedule("install", file, "--format", "github-actions").expect(0).out())
        .contains("wrote ");
    Path workflow = project.resolve(".github/workflows/backstay-drill-quickstart.yml");
    Map<?, ?> flow = StrictYaml.map(Files.readString(workflow));
    List<?> steps = (List<?>) at(flow, "jobs", "backstay", "steps");
    assertThat(called(String.valueOf(((Map<?, ?>) steps.get(1)).get("run"))))
        .isEqualTo(List.of("drill", file, "--no-input"));
    Map<?, ?> kept = (Map<?, ?>) steps.get(2);
    assertThat(kept.get("if")).isEqualTo("always()");
    assertThat(at(kept, "with", "path")).isEqualTo("reports/drills");
    assertThat(String.valueOf(flow.get(true))).contains("cron=0 9 2 1,4,7,10 *");
    String[] status = {"status", file, "--format", "github-actions"};
    assertThat(schedule(status).expect(0).out()).contains("INSTALLED");

    for (String format : List.of("kubernetes", "github-actions")) {
      String shop = schedule("export", "shop", "--format", format, "--image", "x").expect(0).out();
      assertThat(shop.lines().filter(it -> it.contains("--jitter=600s"))).as(format).isNotEmpty();
      assertThat(shop.lines().filter(it -> it.contains("--type=quick")))
          .noneMatch(it -> it.contains("--jitter"));
    }
    List<String> utc =
        schedule("export", "shop", "--format", "github-actions")
            .expect(0)
            .out()
            .lines()
            .filter(line -> line.contains("- cron:"))
            .map(String::strip)
            .toList();
    assertThat(utc)
        .as("half past two in Rome, and every ninety minutes")
        .containsExactly(
            "- cron: \"30 1 * 1,2,3,5,7,9,11 *\"",
            "- cron: \"30 */3 * * *\"",
            "- cron: \"0 2,5,8,11,14,17,20,23 * * *\"");
  }

  private static Object at(Object in, String... path) {
    Object at = in;
    for (String key : path) {
      at = Objects.requireNonNull(((Map<?, ?>) at).get(key), key);
    }
    return at;
  }

  @Test
  void whatCannotBeSaidIsRefused() throws IOException {
    for (String name : List.of("a\nb", "a\u2028b", "${{ secrets.x }}", "back\\slash")) {
      Path there = Files.createDirectory(project.resolve(name)).resolve("x.backup.yaml");
      Files.writeString(there, PLAN);
      boolean line = name.contains("$");
      String format = line ? "github-actions" : "crontab";
      assertThat(schedule("export", there.toString(), "--format", format).expect(2).out())
          .isEmpty();
      assertThat(schedule("install", there.toString(), "--format", format).expect(2).err())
          .contains(line ? "GitHub" : "`");
    }
    Path workflow = project.resolve(".github/workflows/backstay-backup-shop--full.yml");
    assertThat(workflow).doesNotExist();
  }

  @Test
  void whatIsDueIsDoneOnce() throws IOException {
    Path drill = project.resolve("drills/quickstart.drill.yaml");
    Path backup = project.resolve("plans/quickstart.backup.yaml");
    rewrite(backup, "objectives: {rpo: 25h, rto: 5m}", "");
    rewrite(backup, "- cron: '0 2 * * *'", "- {cron: '0 0 29 2 *', catch-up: latest}");

    assertThat(run("drill", drill.toString(), "--due").expect(0).out()).isEmpty();
    Answer made = run("run", backup.toString(), "--due", "--jitter", "1s").expect(0);
    assertThat(made.out()).isNotEmpty();
    assertThat(made.err()).contains("by chance");
    Answer again = run("run", backup.toString(), "--due", "--jitter", "1h").expect(0);
    assertThat(again.out() + again.err()).isEmpty();
    assertThat(run("run", backup.toString(), "--due", "-o", "json").expect(0).out())
        .contains("\"due\" : false");
    Path set = project.resolve("plans/quickstart/backups/latest/manifest.json");
    assertThat(Files.readString(set)).containsPattern("\"trigger\" ?: ?\"schedule\"");

    rewrite(drill, "10 *'", "10 *', catch-up: latest}");
    rewrite(drill, "- cron:", "- {cron:");
    Answer drilled = run("drill", drill.toString(), "--due", "--jitter", "1s").expect(0);
    assertThat(drilled.out()).contains("PASSED");
    assertThat(drilled.err()).contains("by chance");
    assertThat(run("drill", drill.toString(), "--due", "--jitter", "1h").expect(0).out()).isEmpty();

    rewrite(backup, "schedule:\n  - {cron: '0 0 29 2 *', catch-up: latest}", "");
    assertThat(run("run", backup.toString(), "--due").expect(2).err()).contains("when it is due");
  }

  private static void rewrite(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }
}
