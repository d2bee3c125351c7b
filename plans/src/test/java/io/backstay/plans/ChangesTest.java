package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.changes.Change;
import io.backstay.changes.Changes;
import io.backstay.plan.Catalog;
import io.backstay.plan.Node;
import io.backstay.plan.PlanReader;
import io.backstay.plan.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each kind of edit of a plan is said to do. */
final class ChangesTest {
  private static final String PLAN =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      description: The shop
      timezone: Europe/Berlin
      vars: {kept: 30d}
      secrets:
        db-password: [env: DB_PASSWORD]
        hook: [insecure-literal: before-9f3a]
      sources:
        db: {postgres: {host: db, database: shop, user: backup, password: '${secrets.db-password}'}}
        uploads: {files: {path: /srv/uploads, exclude: ['*.tmp']}}
      services:
        web: {container: web}
      stores:
        near: {directory: /backup/near}
        far: {directory: /backup/far}
      objectives: {rpo: 14d, rto: 1h}
      schedule: [cron: '0 2 * * *']
      continuous:
        wal: {source: db, to: [near, far], mode: external, max-lag: 5m}
      retention:
        keep: 30d
        tiers:
          - {name: monthly, pick: first-of-month, keep: 180d}
        guard: {keep-min: 3, max-prune: 25%}
      steps:
        - stop-container: web
        - dump: {source: db, to: shop.dump, record: {row-counts: all}}
        - tar: {source: uploads, to: uploads.tar.zst}
        - restart: web
        - checksum: sha256
        - upload: near
        - upload: far
          id: second
        - verify: {in: near, checks: [checksum: all, archive-readable: all]}
        - exec: {run: [echo, done]}
        - prune
      monitors:
        - last-run: {ending: succeeded}
      """;

  /** What is replaced, by what, and what is said of it. */
  private static final String EDITS =
      """
      description: The shop  | description: The best shop | none ~ description
      '  keep: 30d\\n'       | '  keep: 7d\\n'            | less-protection ~ retention.keep
      '  keep: 30d\\n'       | '  keep: 4w\\n'            | less-protection ~ retention.keep
      '  keep: 30d\\n'       | '  keep: 720h\\n'          | none ~ retention.keep
      '  keep: 30d\\n'       | '  keep: 60d\\n'           | more-protection ~ retention.keep
      keep-min: 3            | keep-min: 1                | less-protection ~ retention.guard.keep-min
      max-prune: 25%         | max-prune: 90%             | less-protection ~ retention.guard.max-prune
      max-prune: 25%         | max-prune: 10%             | more-protection ~ retention.guard.max-prune
      keep: 180d             | keep: 90d                  | less-protection ~ retention.tiers.monthly.keep
      '  keep: 30d\\n'       | '  keep: 30d\\n  max-count: 5\\n' | less-protection + retention.max-count
      rpo: 14d               | rpo: 21d                   | less-protection ~ objectives.rpo
      rto: 1h                | rto: 30m                   | more-protection ~ objectives.rto
      max-lag: 5m            | max-lag: 15m               | less-protection ~ continuous.wal.max-lag
      max-lag: 5m            | max-lag: 60s               | more-protection ~ continuous.wal.max-lag
      '[near, far]'          | '[near]'                   | less-protection - continuous.wal.to.far
      mode: external         | mode: stream               | other ~ continuous.wal.mode
      'continuous:\\n  wal: {source: db, to: [near, far], mode: external, max-lag: 5m}\\n' | '' | less-protection - continuous
      '0 2 * * *'            | 0 2 * * 0                  | less-protection ~ schedule.cron 0 2 * * *
      '0 2 * * *'            | 0 3 * * *                  | none ~ schedule.cron 0 2 * * *
      '0 2 * * *'            | 0 2,14 * * *               | more-protection ~ schedule.cron 0 2 * * *
      '  - upload: far\\n    id: second\\n' | ''           | less-protection - steps.second
      '  - checksum: sha256\\n' | ''                      | less-protection - steps.checksum sha256
      checksum: sha256       | checksum: sha512           | other ~ steps.checksum sha256
      ', archive-readable: all' | ''                      | less-protection - steps.verify.checks.archive-readable all
      '[checksum: all, '     | '[not-empty: all, checksum: all, ' | more-protection + steps.verify.checks.not-empty all
      '  - upload: far\\n'   | '  - upload: far\\n    when: vars.kept != plan.name\\n' | less-protection + steps.second.when
      '  - upload: far\\n'   | '  - upload: far\\n    on-error: warn\\n' | less-protection + steps.second.on-error
      ', record: {row-counts: all}' | ''                  | less-protection - steps.dump.record
      '[''*.tmp'']'          | '[''*.tmp'', ''*.jpg'']'   | less-protection + sources.uploads.files.exclude.*.jpg
      ', exclude: [''*.tmp'']' | ''                       | more-protection - sources.uploads.files.exclude
      ', exclude: [''*.tmp'']' | ', include: [''*.jpg''], exclude: [''*.tmp'']' | less-protection + sources.uploads.files.include
      '  - stop-container: web\\n' | ''                   | other - steps.stop-container web
      '  - restart: web\\n'  | ''                         | more-downtime - steps.restart web
      '[echo, done]'         | '[rm, -rf, /srv]'          | security + steps.exec.run.rm
      '  - prune\\n'         | ''                         | more-protection - steps.prune
      'env: DB_PASSWORD'     | 'file: /run/db'            | security - secrets.db-password.env DB_PASSWORD
      before-9f3a            | after-9f3a                 | security ~ secrets.hook.insecure-literal •••
      'monitors:\\n  - last-run: {ending: succeeded}\\n' | '' | less-protection - monitors
      'name: shop'           | 'name: store'              | less-protection ~ name
      '  - checksum: sha256\\n  - upload: near\\n' | '  - upload: near\\n  - checksum: sha256\\n' | other ~ steps.order
      /backup/far            | /backup/farther            | other ~ stores.far.directory
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = EDITS)
  void isSaidToDo(String old, String now, String said) throws IOException {
    String from = old.replace("\\n", "\n");
    String to = now == null ? "" : now.replace("\\n", "\n");
    assertThat(PLAN).contains(from);
    List<Change> changes = changes(PLAN.replace(from, to));
    assertThat(changes.stream().map(ChangesTest::line)).contains(said.strip());
    assertThat(changes.toString()).doesNotContain("9f3a");
  }

  private static String line(Change change) {
    String sign = change.before() == null ? "+" : change.after() == null ? "-" : "~";
    return change.effect().word() + " " + sign + " " + change.path();
  }

  @Test
  void howItIsWrittenIsNoChange() throws IOException {
    String written =
        PLAN.replace("timezone:", "# where we are\ntimezone:")
            .replace("{rpo: 14d, rto: 1h}", "\n  rpo: '14d'\n  rto: 1h")
            .replace("- prune\n", "- prune   # the old ones\n");
    assertThat(changes(written)).isEmpty();
  }

  @Test
  void theWorstComesFirst() throws IOException {
    String worse =
        PLAN.replace("The shop", "My shop")
            .replace("rto: 1h", "rto: 30m")
            .replace("  - restart: web\n", "")
            .replace("  keep: 30d", "  keep: 1d");
    assertThat(changes(worse).stream().map(change -> change.effect().word()))
        .containsExactly("less-protection", "more-downtime", "more-protection", "none");
  }

  private List<Change> changes(String after) throws IOException {
    return Changes.between(content("before", PLAN), content("after", after));
  }

  private Node.Fields content(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".backup.yaml"), text);
    Reading reading = new PlanReader(Catalog.load(), "0.1.0").read(file);
    String problems =
        reading.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
    assertThat(reading).as(problems).isInstanceOf(Reading.Valid.class);
    return ((Reading.Valid) reading).plan().head().content();
  }
}
