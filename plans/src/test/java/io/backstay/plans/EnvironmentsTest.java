package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One plan in several places: what is made and shown in one is never taken for another's. */
final class EnvironmentsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      vars:
        pages: {default: data/dev, env: SHOP_PAGES}
      sources:
        pages: {files: '${vars.pages}'}
      stores:
        near: {directory: {path: sets, create: true}}
      retention: {keep: 30d}
      environments:
        staging:
          vars: {pages: data/staging}
          retention: {keep: 1d}
        prod:
          protected: true
          vars: {pages: data/prod}
      steps:
        - tar: {source: pages, to: pages.tar.zst}
        - checksum: sha256
        - upload: near
        - prune:
          when: plan.env == 'staging'
      """;

  private static final String RESTORE =
      """
      apiVersion: backstay/v1
      kind: Restore
      name: shop
      plan: ./shop.backup.yaml
      backup: {from: near, pick: latest, allow-argument: true}
      steps:
        - fetch: all
        - untar: {artifact: pages.tar.zst, into: pages, previous: {keep: 1d}}
      """;

  @TempDir Path project;
  @TempDir Path state;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void thereIsAPlanAndWhatItIsAbout() throws IOException {
    Path plans = Files.createDirectory(project.resolve("plans"));
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.writeString(plans.resolve("shop.backup.yaml"), BACKUP);
    Files.writeString(plans.resolve("shop.restore.yaml"), RESTORE);
    for (String place : new String[] {"dev", "staging", "prod"}) {
      Path pages = Files.createDirectories(project.resolve("data").resolve(place));
      Files.writeString(pages.resolve("index.html"), place);
    }
    cli = new Cli(project, state);
  }

  @Test
  void setsOfOnePlaceAreNotThoseOfTheNext() throws IOException {
    cli.run("run", "shop").expect(0);
    Cli.Result made = cli.run("run", "shop", "--env", "prod").expect(0);
    cli.run("run", "shop", "--env", "staging").expect(0);

    assertThat(made.err()).contains("  shop@prod");
    assertThat(made.out()).contains("backstay restore shop --env prod ");
    assertThat(sets("list", "shop")).hasSize(1);
    assertThat(sets("list", "shop", "--env", "prod")).hasSize(1);
    assertThat(sets("list", "shop", "--env", "staging")).hasSize(1);
    assertThat(runs()).containsExactly("shop@staging", "shop@prod", "shop");

    Files.writeString(project.resolve("data/prod/index.html"), "lost");
    cli.run("restore", "shop", "--env", "prod", "--confirm", "shop@prod").expect(0);
    assertThat(project.resolve("data/prod/index.html")).hasContent("prod");
    assertThat(project.resolve("data/dev/index.html")).hasContent("dev");
  }

  @Test
  void storesOfOnePlaceAreUsedThereAndNowhereElse() throws IOException {
    Files.writeString(
        project.resolve("plans/shop.backup.yaml"),
        BACKUP.replace(
                "    vars: {pages: data/prod}\n",
                "    vars: {pages: data/prod}\n    stores: {far: {directory: {path: far, create: true}}}\n")
            + "  - upload: far\n    id: cross-region\n    when: plan.env == 'prod'\n");
    Files.writeString(
        project.resolve("plans/shop.restore.yaml"),
        RESTORE.replace("from: near", "from: [far, near]"));
    cli.run("run", "shop").expect(0);
    assertThat(project.resolve("far")).doesNotExist();
    assertThat(cli.run("preview", "shop").expect(0).out()).doesNotContain("far");
    cli.run("run", "shop", "--env", "prod").expect(0);
    assertThat(project.resolve("far")).isDirectory();

    Tool.run(project, "rm", "-r", "sets");
    Files.writeString(project.resolve("data/prod/index.html"), "lost");
    cli.run("restore", "shop", "--env", "prod", "--confirm", "shop@prod").expect(0);
    assertThat(project.resolve("data/prod/index.html")).hasContent("prod");
  }

  @Test
  void productionIsNotReplacedUnasked() throws IOException {
    cli.run("run", "shop", "--env", "prod").expect(0);
    cli.run("run", "shop", "--env", "staging").expect(0);

    Cli.Result refused = cli.run("restore", "shop", "--env", "prod").expect(7);
    assertThat(refused.err()).contains("--env prod", "--confirm shop@prod");
    cli.run("restore", "shop", "--env", "staging").expect(0);
  }

  @Test
  void aPreviewAndItsFingerprintNameThePlace() throws IOException {
    JsonNode nowhere = JSON.readTree(cli.run("preview", "shop", "-o", "json").expect(0).out());
    JsonNode prod =
        JSON.readTree(cli.run("preview", "shop", "--env", "prod", "-o", "json").expect(0).out());

    assertThat(nowhere.at("/plan/env").isNull()).isTrue();
    assertThat(prod.at("/plan/env").asText()).isEqualTo("prod");
    assertThat(prod.at("/plan/name").asText()).isEqualTo("shop");
    assertThat(prod.at("/variables/pages/origin").asText()).isEqualTo("environment prod");
    assertThat(prod.at("/fingerprint")).isNotEqualTo(nowhere.at("/fingerprint"));
    String print = prod.at("/fingerprint").asText();
    cli.run("run", "shop", "--env", "staging", "--expect", print).expect(7);
    assertThat(cli.run("preview", "shop", "--env", "prod").expect(0).out())
        .contains("  plan  shop@prod", "backstay run shop --env prod --expect " + print);
    cli.run("run", "shop", "--env", "prod", "--expect", print).expect(0);
  }

  @Test
  void whatItComesToIsShownWithItsOrigins() {
    assertThat(cli.run("preview", "shop", "--env", "staging", "--show-effective").expect(0).out())
        .containsPattern("keep: 1d +# plans/shop.backup.yaml:14")
        .containsPattern("default: data/staging +# plans/shop.backup.yaml:13")
        .doesNotContain("prod\n", "environments");
  }

  @Test
  void anUnknownPlaceIsRefusedWithTheNearest() {
    assertThat(cli.run("run", "shop", "--env", "prd").expect(2).err())
        .contains("error[E151]", "plans/shop.backup.yaml:11:1", "did you mean `prod`?");
    assertThat(project.resolve("sets")).doesNotExist();
  }

  @Test
  void aMistakeInOnePlaceIsFoundWithoutBeingThere() throws IOException {
    Path plan = project.resolve("plans/shop.backup.yaml");
    Files.writeString(plan, BACKUP.replace("keep: 1d", "keep: soon"));

    assertThat(cli.run("validate").expect(2).out())
        .contains("error[E143]", "in the environment `staging`");
    cli.run("validate", "--env", "prod").expect(0);
    cli.run("run", "shop", "--env", "staging").expect(2);
    cli.run("run", "shop", "--env", "prod").expect(0);
  }

  private JsonNode sets(String... words) throws IOException {
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "-o";
    all[words.length + 1] = "json";
    return JSON.readTree(cli.run(all).expect(0).out());
  }

  private List<String> runs() throws IOException {
    JsonNode runs = JSON.readTree(cli.run("list", "--runs", "-o", "json").expect(0).out());
    return runs.findValuesAsText("plan");
  }
}
