package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.connectors.stores.s3.S3Server;
import io.backstay.plans.faults.Answer;
import io.backstay.plans.faults.WarmCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What drills find: where sets are kept, what is restored, what happens, and how it has to end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DrillMatrixTest {
  private static final Path PAGE = Path.of("..", "drills", "docs", "drills.md");

  private static final String MATRIX =
      """
      directory        | sqlite files | nothing                                                  | passed              |
      directory        | sqlite       | nothing                                                  | passed              |
      directory        | files        | nothing                                                  | passed              |
      bucket           | sqlite files | nothing                                                  | passed              |
      directory        | sqlite files | its store is down                                        | failed              |
      bucket directory | sqlite files | its store is down                                        | passed, recovered   |
      directory        | sqlite files | its store is slow                                        | passed, recovered   |
      directory        | sqlite files | bits flip on the way                                     | passed, recovered   |
      bucket           | sqlite files | bits flip on the way                                     | passed, recovered   |
      directory        | sqlite files | bits flip on the way, each time                          | passed, contained   |
      bucket           | sqlite files | bits flip on the way, each time                          | passed, contained   |
      directory        | files        | ends are lost on the way                                 | passed, recovered   |
      directory        | sqlite files | artifacts are not found at first                         | passed, recovered   |
      bucket           | sqlite files | artifacts are not found                                  | passed, contained   |
      directory        | sqlite files | a fault strikes what nobody reads                        | failed              | inject
      directory        | sqlite files | the restore believes it is next year                     | passed, recovered   |
      bucket           | files        | the restore believes it is next year, and wants a set of today | passed, contained   |
      directory        | sqlite files | the engine is killed when all is restored                | passed, recovered   |
      directory        | files        | bits have flipped in the store                           | failed              | untar
      bucket directory | files        | bits have flipped in the store                           | passed              |
      directory        | sqlite files | there is no set                                          | not-started         |
      directory        | sqlite files | the newest set is older than promised                    | failed              |
      directory        | sqlite files | the runbook does not load the database                   | failed              | verify
      directory        | sqlite files | the runbook does not unpack the files                    | failed              | verify
      directory        | sqlite files | the runbook neither unpacks the files nor looks at them  | failed              | drill
      directory        | sqlite files | the runbook looks before it restores                     | failed              | verify
      directory        | sqlite files | the runbook drops a table when it has loaded all         | failed              | verify
      directory        | files        | the runbook unpacks an artifact that is not the newest of the set | failed              | verify
      """;

  @TempDir static Path root;
  private final S3Server buckets = new S3Server();
  private WarmCli cli;

  DrillMatrixTest() throws IOException {}

  static Stream<DrillCase> cases() {
    return MATRIX.lines().map(DrillCase::of);
  }

  @BeforeAll
  void start() throws IOException {
    buckets.bucket("club");
    Map<String, String> environment = new HashMap<>();
    environment.put("BACKSTAY_STATE_DIR", root.resolve("state").toString());
    environment.put("BACKSTAY_SCRATCH_DIR", root.resolve("scratch").toString());
    environment.put("CLUB_ACCESS", S3Server.ACCESS);
    environment.put("CLUB_SECRET", S3Server.SECRET);
    cli = new WarmCli(root, environment);
  }

  @AfterAll
  void stop() {
    cli.close();
    buckets.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void itEndsAsItHasTo(DrillCase row) throws IOException {
    DrillSite site = site(row);
    Files.writeString(site.project().resolve("it.backup.yaml"), row.disaster().backup(backup(row)));
    Files.writeString(
        site.project().resolve("it.restore.yaml"), row.disaster().restore(restore(row)));
    Files.writeString(site.project().resolve("it.drill.yaml"), row.disaster().drill(drill(row)));

    Answer answer =
        cli.run(List.of("drill", site.project() + "/it.drill.yaml", "-o", "json", "-q"));

    row.judge(answer.exit(), answer.out(), site.project(), "it");
    assertThat(root.resolve("scratch"))
        .satisfiesAnyOf(
            it -> assertThat(it).doesNotExist(), it -> assertThat(it).isEmptyDirectory());
  }

  /** A project with a set in every store; what happens in it changes nothing for the next case. */
  private DrillSite site(DrillCase row) throws IOException {
    Path project = root.resolve(row.name());
    DrillSite site = new DrillSite(project, root.resolve("state"), root.resolve("scratch"));
    if (Files.notExists(project)) {
      Quickstart.copyTo(Files.createDirectory(project));
      String plan = row.disaster().ownSet() ? row.disaster().backup(backup(row)) : backup(row);
      Files.writeString(project.resolve("it.backup.yaml"), plan);
      cli.run(List.of("run", project + "/it.backup.yaml")).expect(0);
      if (row.disaster() == Disaster.ROTTEN) {
        rot(project);
      }
    }
    return site;
  }

  private static void rot(Path project) throws IOException {
    try (Stream<Path> all = Files.walk(project.resolve("sets"))) {
      Path archive = all.filter(it -> it.endsWith("notes.tar.zst")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(archive);
      bytes[bytes.length / 2] ^= 1;
      Files.write(archive, bytes);
    }
  }

  private String backup(DrillCase row) {
    StringBuilder plan = new StringBuilder(head("Backup", row));
    plan.append("secrets: {access: {env: CLUB_ACCESS}, secret: {env: CLUB_SECRET}}\nsources:\n");
    with(
        plan,
        row.source(),
        "sqlite",
        "  catalogue: {sqlite: plans/quickstart/data/catalogue.sqlite}\n");
    with(plan, row.source(), "files", "  notes: {files: plans/quickstart/data/notes}\n");
    plan.append("stores:\n");
    with(plan, row.store(), "directory", "  directory: {directory: {path: sets, create: true}}\n");
    with(plan, row.store(), "bucket", bucket(row));
    plan.append("set: {path: '${run.stamp}/'}\nsteps:\n");
    with(
        plan,
        row.source(),
        "sqlite",
        "  - dump: {source: catalogue, to: catalogue.sqlite.zst, record: {row-counts: all}}\n");
    with(plan, row.source(), "files", "  - tar: {source: notes, to: notes.tar.zst}\n");
    for (String store : row.store().split(" ")) {
      plan.append("  - upload: ").append(store).append("\n    id: to-").append(store).append('\n');
    }
    return plan.toString();
  }

  private String bucket(DrillCase row) {
    return """
      bucket:
        s3:
          bucket: club
          prefix: %s/
          endpoint: http://127.0.0.1:%d
          access-key: ${secrets.access}
          secret-key: ${secrets.secret}
    """
        .formatted(row.name(), buckets.address().getPort());
  }

  private static String restore(DrillCase row) {
    StringBuilder plan = new StringBuilder(head("Restore", row));
    plan.append("plan: ./it.backup.yaml\n").append(stores(row));
    plan.append("steps:\n  - fetch: all\n    retry: {max: 2, backoff: 1s}\n");
    with(plan, row.source(), "sqlite", "  - recreate-database: catalogue\n");
    with(
        plan,
        row.source(),
        "sqlite",
        "  - load: {artifact: catalogue.sqlite.zst, into: catalogue}\n");
    with(plan, row.source(), "files", "  - untar: {artifact: notes.tar.zst, into: notes}\n");
    plan.append("  - verify:\n");
    with(plan, row.source(), "sqlite", "      - row-counts: {in: catalogue, expect: recorded}\n");
    with(plan, row.source(), "files", "      - files: {in: notes, expect: recorded}\n");
    return plan.toString();
  }

  private static String drill(DrillCase row) {
    StringBuilder plan = new StringBuilder(head("Drill", row));
    plan.append("plan: ./it.backup.yaml\nrestore: ./it.restore.yaml\n").append(stores(row));
    plan.append("scratch:\n");
    with(plan, row.source(), "sqlite", "  catalogue: {sqlite: {}}\n");
    with(plan, row.source(), "files", "  notes: {directory: {}}\n");
    plan.append("bind:\n");
    with(plan, row.source(), "sqlite", "  catalogue: scratch.catalogue\n");
    with(plan, row.source(), "files", "  notes: scratch.notes\n");
    plan.append("verify:\n");
    with(
        plan,
        row.source(),
        "sqlite",
        "  - row-counts: {in: scratch.catalogue, expect: recorded}\n");
    with(plan, row.source(), "files", "  - files: {in: scratch.notes, expect: recorded}\n");
    String first = row.store().split(" ")[0];
    return plan + row.disaster().inject(row.expected()).replace("FIRST", first);
  }

  private static String head(String kind, DrillCase row) {
    return "apiVersion: backstay/v1\nkind: %s\nname: %s\n".formatted(kind, row.name());
  }

  private static String stores(DrillCase row) {
    return "backup: {from: [%s], pick: latest}\n".formatted(row.store().replace(" ", ", "));
  }

  private static void with(StringBuilder plan, String has, String what, String lines) {
    if (has.contains(what)) {
      plan.append(lines);
    }
  }

  /** The page says what this test has tried, and nothing else. */
  @Test
  void thePageSaysTheSame() throws IOException {
    String page = page();
    String written = Files.exists(PAGE) ? Files.readString(PAGE) : "";
    if (System.getProperty("accept") != null && !written.equals(page)) {
      Files.writeString(PAGE, page);
    }
    assertThat(written).isEqualTo(page);
  }

  private static String page() {
    return """
    # What drills find

    Every line is a drill that each build runs, with real stores and real data: where the sets are, what is restored, what goes wrong, and how the drill has to end. `recovered` and `contained` are what came of a fault the drill injects: the restore ended well all the same, or failed, was undone and said so. Where a drill fails, its first finding names the line of the file that the last column says. The page is written by `DrillMatrixTest`, `PostgresDrillsTest` and `ScratchClusterTest`.

    | Stores | Restored | What goes wrong | Ending | Found at |
    |---|---|---|---|---|
    """
        + Stream.of(cases(), PostgresDrillsTest.cases(), ScratchClusterTest.cases())
            .flatMap(Function.identity())
            .map(DrillCase::row)
            .collect(Collectors.joining());
  }
}
