package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quickstart, killed in the middle of what it does. */
final class CrashTest {
  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;

  private Cli cli = new Cli(Path.of("."), Path.of("."));
  private Victim victim = new Victim(cli, state, state);

  @BeforeEach
  void copyWhatShips() throws IOException {
    Quickstart.copyTo(project);
    cli = new Cli(project, state);
    victim = new Victim(cli, state, scratch.resolve("victim"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 11, 14})
  void aBackupLeavesNothingBehindWhereverItDies(int event) throws Exception {
    victim.dieAt(event, "run", "quickstart");
    boolean ended = victim.journal().getLast().contains("\"is\":\"run-ended\"");
    Cli.Result told = cli.run("list", "quickstart").expect(0);
    assertThat(told.err().contains("is dead")).as(told.err()).isNotEqualTo(ended);
    cli.run("resume", "--undo-only").expect(0);
    nothingIsLeft();
  }

  private void nothingIsLeft() throws IOException {
    assertThat(names(state.resolve("locks"))).containsExactly("gate");
    Path backups = project.resolve("plans/quickstart/backups");
    try (Stream<Path> paths = Files.walk(backups)) {
      assertThat(paths.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part") || name.contains("pending"));
    }
    assertThat(victim.journal().getLast()).contains("run-ended");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aRestoreIsAllOrNothingWhereverItDies() throws Exception {
    cli.run("run", "quickstart").expect(0);
    Path rules = project.resolve("plans/quickstart/data/notes/handouts/house-rules.txt");
    String before = Files.readString(rules);
    long loans = loans();
    for (int event : List.of(5, 9, 11, 15, 18)) {
      Files.writeString(rules, "no rules");
      change("DELETE FROM loans WHERE id > 100");
      victim.dieAt(event, "restore", "quickstart", "--confirm", "quickstart");
      boolean done = victim.journal().stream().anyMatch(line -> line.contains("\"work-done\""));
      whatIsLiveIsWhole(before, loans);
      cli.run("resume", "--undo-only").expect(0);
      assertThat(Files.readString(rules)).isEqualTo(done ? before : "no rules");
      assertThat(loans()).isEqualTo(done ? loans : 100);
    }
  }

  /** All old or all new; a directory or a file may be gone for the time of one rename. */
  private void whatIsLiveIsWhole(String rules, long loans) throws Exception {
    Path data = project.resolve("plans/quickstart/data");
    if (Files.exists(data.resolve("notes"))) {
      assertThat(Files.readString(data.resolve("notes/handouts/house-rules.txt")))
          .isIn("no rules", rules);
    }
    if (Files.exists(data.resolve("catalogue.sqlite"))) {
      assertThat(loans()).isIn(100L, loans);
    }
  }

  @Test
  void whatIsOwedIsPaidAlthoughThePlanIsGoneOrSaysSomethingElse() throws Exception {
    cli.run("run", "quickstart").expect(0);
    Path rules = project.resolve("plans/quickstart/data/notes/handouts/house-rules.txt");
    Path plan = project.resolve("plans/quickstart.restore.yaml");
    String text = Files.readString(plan);
    Files.writeString(rules, "no rules");
    for (int event : List.of(11, 15)) {
      assertThat(victim.dieAt(event, "restore", "quickstart", "--confirm", "quickstart")).isTrue();
      Files.delete(plan);
      if (event == 15) {
        Files.writeString(plan, text.replace("name: quickstart", "name: other"));
      }
      Cli.Result resumed = cli.run("resume", "--undo-only").expect(0);
      assertThat(resumed.err()).contains("R154", "is not what it was", "is put right");
      assertThat(Files.readString(rules)).isEqualTo("no rules");
      Files.writeString(plan, text);
    }
    nothingIsLeft();
  }

  @Test
  void whatADeadRunWasForIsFinished() throws Exception {
    cli.run("run", "quickstart").expect(0);
    assertThat(victim.dieAt(4, "run", "quickstart")).isTrue();
    assertThat(cli.run("status").expect(5).out()).contains("LEFTOVER");
    assertThat(cli.run("resume", "--dry-run").expect(0).out()).contains("backstay run quickstart");
    cli.run("resume").expect(0);
    cli.run("status").expect(0);

    assertThat(victim.dieAt(6, "restore", "quickstart", "--confirm", "quickstart")).isTrue();
    cli.run("resume").expect(7);
    cli.run("resume", "quickstart", "--confirm", "quickstart").expect(0);
    assertThat(cli.run("resume").expect(0).err()).contains("nothing to resume");
  }

  @Test
  void aFinishedRestoreIsTakenBackOnce() throws Exception {
    cli.run("run", "quickstart").expect(0);
    Path rules = project.resolve("plans/quickstart/data/notes/handouts/house-rules.txt");
    String before = Files.readString(rules);
    long loans = loans();
    Files.writeString(rules, "no rules");
    change("DELETE FROM loans WHERE id > 100");
    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(0);
    String restore = victim.lastRun();
    cli.run("undo", restore).expect(7);
    assertThat(loans()).isEqualTo(loans);

    assertThat(victim.dieAt(3, "undo", restore, "--confirm", "quickstart")).isTrue();
    cli.run("resume", "--undo-only").expect(0);
    assertThat(Files.readString(rules)).isEqualTo("no rules");
    assertThat(loans()).isEqualTo(100);
    assertThat(cli.run("undo", restore, "--confirm", "quickstart").expect(1).err())
        .contains("taken back already");

    cli.run("restore", "quickstart", "--confirm", "quickstart").expect(0);
    assertThat(Files.readString(rules)).isEqualTo(before);
    String again = victim.lastRun();
    assertThat(cli.run("undo", again, "--dry-run").expect(0).err()).contains("catalogue", "notes");
    cli.run("undo", again, "--confirm", "quickstart").expect(0);
    assertThat(Files.readString(rules)).isEqualTo("no rules");
    assertThat(loans()).isEqualTo(100);
  }

  @Test
  void theUnitForTheBootOfAHostPutsThingsRight() throws Exception {
    assertThat(victim.dieAt(4, "run", "quickstart")).isTrue();
    String unit = Files.readString(Path.of("systemd/backstay-resume.service"));
    String start = unit.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().get();
    cli.run(start.replace("ExecStart=/opt/backstay/backstay ", "").split(" ")).expect(0);
    cli.run("status").expect(4);
    assertThat(victim.journal().getLast()).containsIgnoringCase("interrupted");
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + project.resolve("plans/quickstart/data/catalogue.sqlite"));
  }

  private long loans() throws SQLException {
    try (Connection db = open();
        Statement sql = db.createStatement();
        ResultSet rows = sql.executeQuery("SELECT count(*) FROM loans")) {
      return rows.getLong(1);
    }
  }

  private void change(String statement) throws SQLException {
    try (Connection db = open();
        Statement sql = db.createStatement()) {
      sql.executeUpdate(statement);
    }
  }
}
