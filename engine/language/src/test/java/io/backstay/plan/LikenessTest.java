package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LikenessTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      vars:
        host: {default: db.internal}
      sources:
        db: {postgres: {host: '${vars.host}', database: shop, user: backup}}
        pages: {files: pages}
      stores:
        near: {directory: {path: /backups, create: true}}
      steps:
        - dump: {source: db, to: shop.dump}
        - upload: near
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: shop
      plan: ./shop.backup.yaml
      vars:
        into: {default: shop_restored}
      sources:
        target: {postgres: {like: db, database: '${vars.into}'}}
        elsewhere: {files: {like: pages}}
      backup: {from: near, pick: latest}
      steps:
        - fetch: all
        - load: {artifact: shop.dump, into: target}
      """;

  @TempDir Path directory;

  @Test
  void aSourceIsWhatTheOtherOneIsButForWhatItSays() throws IOException {
    Files.writeString(directory.resolve("shop.backup.yaml"), BACKUP);
    Path restore = Files.writeString(directory.resolve("shop.restore.yaml"), RESTORE);

    Reading reading = new PlanReader(Vocabulary.catalog(), "1.0.0", directory).read(restore);

    assertThat(reading.problems()).isEmpty();
    Plan plan = ((Reading.Valid) reading).plan();
    var variables = (Bound.Ready<Variables>) Variables.of(plan, Map.of(), Map.of(), Map.of());
    Values values = Values.of(plan, variables.value());
    assertThat(values.value("sources.target.host")).hasToString("Text[text=db.internal]");
    assertThat(values.value("sources.target.database")).hasToString("Text[text=shop_restored]");
    assertThat(values.value("sources.db.database")).hasToString("Text[text=shop]");
    Map<String, ?> sources = plan.things().sources();
    assertThat(List.copyOf(sources.keySet())).containsExactly("db", "pages", "target", "elsewhere");
    assertThat(values.value("sources.elsewhere.path").toString()).contains("pages");
  }
}
