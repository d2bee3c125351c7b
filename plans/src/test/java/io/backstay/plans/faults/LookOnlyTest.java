package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only looks changes nothing and talks to nobody: its system calls are watched. */
@Tag("strace")
@Needs("strace")
final class LookOnlyTest {
  private static final String[] COMMANDS = {
    "validate BACKUP RESTORE",
    "preview BACKUP",
    "preview BACKUP --offline -o json",
    "preview RESTORE",
    "run BACKUP --dry-run",
    "restore RESTORE --dry-run",
    "restore RESTORE SET --dry-run --confirm whatever",
    "prune BACKUP --dry-run",
    "verify BACKUP --dry-run",
    "list BACKUP",
    "show SET",
    "status BACKUP",
    "report BACKUP",
    "init restore BACKUP --dry-run",
    "schema backup --install --dry-run",
    "explain dump",
    "resume --dry-run",
    "undo RUN --dry-run",
    "drill DRILL --dry-run",
    "keep BACKUP SET --reason because --dry-run",
    "delete BACKUP OLDEST --dry-run",
    "schedule install BACKUP --format systemd --to DIRECTORY --command /usr/bin/backstay --dry-run",
    "serve BACKUP --dry-run",
    "fmt BACKUP RESTORE --diff",
    "init backup new --postgres db/app --to DIRECTORY --dry-run",
  };

  private static final Pattern VERB = Pattern.compile("^ {2}([a-z]+) {2,}[A-Z]", Pattern.MULTILINE);
  private static final Ledger LEDGER = new Ledger("What only looks", COMMANDS.length + 1);

  @TempDir static Path home;

  private static final List<Site> SITES = new ArrayList<>();
  private static final List<String> HELP = new ArrayList<>();

  @BeforeAll
  static void backUp() throws IOException {
    Site site = new Site(home.resolve("site"));
    SITES.add(site);
    site.fill(1);
    try (WarmCli cli = new WarmCli(home, Map.of())) {
      cli.run(site.backup()).expect(0);
      cli.run(site.backup()).expect(0);
      cli.run(site.restore()).expect(0);
      VERB.matcher(cli.run(List.of("--help")).out())
          .results()
          .map(verb -> cli.run(List.of(verb.group(1), "--help")).out())
          .forEach(HELP::add);
    }
  }

  @AfterAll
  static void compare() throws IOException {
    LEDGER.compare();
  }

  /** The exception that has to be asked for; an object for each store, and nothing is left. */
  @Test
  void aPreviewThatIsAskedToWritesOneObjectAndRemovesIt() throws IOException, InterruptedException {
    Site site = SITES.getFirst();
    Map<String, String> before = Content.tree(home.resolve("site"));
    List<String> arguments =
        List.of(
            "preview",
            site.backupPlan().toString(),
            "--probe-write",
            "--state-dir",
            site.state().toString());

    Strace.Seen seen = new Strace(home).run(arguments);

    assertThat(seen.answer().exit()).as("%s", seen).isZero();
    assertThat(seen.changes())
        .as("changes by %s", arguments)
        .hasSize(2)
        .allSatisfy(call -> assertThat(call).contains(site.store() + "/.backstay-", ".proof\""));
    assertThat(seen.changes().getFirst()).contains("O_CREAT");
    assertThat(seen.changes().getLast()).contains("unlink");
    assertThat(seen.reached()).isEmpty();
    // The time of the directory tells that something was there; nothing else does.
    Map<String, String> after = new TreeMap<>(Content.tree(home.resolve("site")));
    String store = home.resolve("site").relativize(site.store()).toString();
    assertThat(after.put(store, before.get(store))).isNotEqualTo(before.get(store));
    assertThat(after).isEqualTo(before);
    LEDGER.add(
        "LOOK-%02d".formatted(COMMANDS.length + 1),
        "`backstay preview BACKUP --probe-write`",
        "in every build",
        "Writes one object to each store and removes it; opens nothing else for writing, connects to"
            + " nobody.");
  }

  static IntStream numbers() {
    return IntStream.range(0, COMMANDS.length);
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void nothingIsTouched(int number) throws IOException, InterruptedException {
    Site site = SITES.getFirst();
    Map<String, String> before = Content.tree(home.resolve("site"));
    List<String> arguments = new ArrayList<>();
    for (String word : COMMANDS[number].split(" ")) {
      arguments.add(
          word.replace("DRILL", site.drillPlan().toString())
              .replace("BACKUP", site.backupPlan().toString())
              .replace("RESTORE", site.restorePlan().toString())
              .replace("DIRECTORY", site.data().toString())
              .replace("OLDEST", site.oldestSet())
              .replace("SET", site.newestSet())
              .replace("RUN", site.newestRun()));
    }
    // Plans that lie where the tests are run have stores on other hosts.
    arguments.addAll(List.of("--dir", String.valueOf(site.backupPlan().getParent())));
    arguments.addAll(List.of("--state-dir", site.state().toString()));

    Strace.Seen seen = new Strace(home).run(arguments);

    assertThat(seen.answer().exit()).as("%s", seen).isZero();
    assertThat(seen.changes()).as("changes by %s", arguments).isEmpty();
    assertThat(seen.reached()).as("connections of %s", arguments).isEmpty();
    assertThat(seen.started())
        .as("programs that %s started", arguments)
        .allMatch(program -> program.matches(".*/(java|jspawnhelper|uname)"));
    assertThat(Content.tree(home.resolve("site"))).isEqualTo(before);
    LEDGER.add(
        "LOOK-%02d".formatted(number + 1),
        "`backstay " + COMMANDS[number] + "`",
        "in every build",
        "Opens nothing for writing, renames and deletes nothing, connects to nobody.");
  }

  @Test
  void noDryRunIsLeftOut() {
    assertThat(HELP).hasSizeGreaterThan(10);
    List<String> dry =
        HELP.stream()
            .filter(help -> help.contains("--dry-run"))
            .map(help -> help.replaceAll("(?s)Usage: backstay (\\w+).*", "$1"))
            .toList();
    assertThat(dry)
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(verb -> assertThat(COMMANDS).anyMatch(c -> c.matches(verb + " .*--dry-run.*")));
  }
}
