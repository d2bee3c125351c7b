package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of a secret's providers is believed when the first of them cannot be reached. */
final class SecretOrderTest {
  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      secrets:
        key:
          - vault: {path: kv/data/shop, field: key}
          - env: SHOP_KEY
      sources:
        pages: {files: data}
      stores:
        near: {directory: {path: near, create: true}}
      steps:
        - exec:
            run: [sh, -c, 'test "$KEY" = "the right one"']
            env: {KEY: '${secrets.key}'}
        - tar: {source: pages, to: pages.tar.zst}
        - upload: near
      """;

  @TempDir Path project;
  @TempDir Path state;

  @Test
  void whoCannotBeReachedIsPassedOver() throws IOException {
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.writeString(
        Files.createDirectory(project.resolve("plans")).resolve("shop.backup.yaml"), BACKUP);
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a page");
    Cli cli =
        new Cli(project, state)
            .with("VAULT_ADDR", "http://localhost:1")
            .with("VAULT_TOKEN", "hvs.t0ken");

    assertThat(cli.run("run", "shop").expect(1).err())
        .contains("no provider has the secret `key`; cannot get vault:kv/data/shop#key")
        .contains("Vault does not answer")
        .doesNotContain("t0ken");
    cli.with("SHOP_KEY", "the right one").run("run", "shop").expect(0);
  }
}
