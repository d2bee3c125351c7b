package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plans share, from the file to the store: steps that are called, secrets that are named. */
final class LibraryTest {
  private static final String LITERAL = "pl4in-in-the-plan";

  private static final String LIBRARY =
      """
      apiVersion: backstay/v1
      kind: Library
      name: shared
      secrets:
        word: [{insecure-literal: %s}]
      fragments:
        seal-and-ship:
          params:
            store: {type: store}
            algorithm: {default: sha256}
          steps:
            - checksum: ${params.algorithm}
            - upload: ${params.store}
            - verify: {in: '${params.store}', checks: [exists: all, checksum: all]}
              id: read-back
      """
          .formatted(LITERAL);

  private static final String BACKUP =
      """
      apiVersion: backstay/v1
      kind: Backup
      name: shop
      use: {shared: ./lib/shared.lib.yaml}
      sources:
        pages: {files: data}
      stores:
        near: {directory: {path: near, create: true}}
        far: {directory: {path: far, create: true}}
      steps:
        - tar: {source: pages, to: pages.tar.zst}
        - exec: {run: [sh, -c, 'test "$WORD" = "$WANTED"'], env: {WORD: '${secrets.shared.word}', WANTED: %s}}
        - call: {fragment: shared.seal-and-ship, with: {store: near}}
        - call: {fragment: shared.seal-and-ship, with: {store: far, algorithm: sha512}}
          id: again
      """;

  @TempDir Path project;
  @TempDir Path state;
  @TempDir Path scratch;
  private Cli cli = new Cli(Path.of("."), Path.of("."));

  @BeforeEach
  void thereIsAPlanThatUsesALibrary() throws IOException {
    Path lib = Files.createDirectories(project.resolve("plans/lib"));
    Files.writeString(project.resolve("backstay.yaml"), "");
    Files.writeString(lib.resolve("shared.lib.yaml"), LIBRARY);
    Files.writeString(project.resolve("plans/shop.backup.yaml"), BACKUP.formatted(LITERAL));
    Files.writeString(Files.createDirectory(project.resolve("data")).resolve("a"), "a page");
    cli = new Cli(project, state);
  }

  @Test
  void calledStepsAreShownAndRunLikeAnyOther() throws IOException {
    String preview = cli.run("preview", "shop").expect(0).out();
    assertThat(preview).contains("call-checksum", "call-read-back", "again-upload");
    cli.run("run", "shop").expect(0);
    assertThat(filesWith("sha512", project.resolve("far"))).isNotEmpty();

    Files.writeString(project.resolve("plans/shop.backup.yaml"), BACKUP.formatted("another"));
    Cli.Result refused = cli.run("run", "shop").expect(1);
    assertThat(refused.err()).contains("exec").doesNotContain(LITERAL);
  }

  /** Whoever reads the repository reads it; nobody else does. */
  @Test
  void aLiteralStaysInThePlan() throws Exception {
    Files.writeString(
        project.resolve("plans/shop.backup.yaml"),
        BACKUP.formatted("x").replace("test \"$WORD\" = \"$WANTED\"", "echo $WORD; sleep 0"));
    cli.run("run", "shop").expect(0);
    Cli.Result shown = cli.run("preview", "shop", "--show-effective").expect(0);

    assertThat(shown.out()).contains("insecure-literal").doesNotContain(LITERAL);
    for (Path place : List.of(state, project.resolve("near"), project.resolve("far"))) {
      assertThat(filesWith(LITERAL, place)).as("files below %s", place).isEmpty();
    }
  }

  @Test
  void aRunThatDiedIsPutRightByWhatTheLibraryStillSays() throws Exception {
    Victim victim = new Victim(cli, state, scratch.resolve("victim"));
    assertThat(victim.dieAt(8, "run", "shop")).isTrue();
    cli.run("resume").expect(0);
    cli.run("status").expect(0);

    assertThat(victim.dieAt(8, "run", "shop")).isTrue();
    Files.delete(project.resolve("plans/lib/shared.lib.yaml"));
    assertThat(cli.run("resume", "--undo-only").expect(0).err()).contains("R154");
  }

  private static List<Path> filesWith(String text, Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
