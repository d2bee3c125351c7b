package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evidence of a drill is put beside the sets it is about. */
final class DrillPublishTest {
  @TempDir Path root;
  private DrillSite site = new DrillSite(Path.of("."), Path.of("."), Path.of("."));
  private Cli cli = site.cli();

  @BeforeEach
  void thereIsASet() throws IOException {
    site = DrillSite.below(root);
    site.make();
    cli = site.cli();
    cli.run("run", "quickstart").expect(0);
    site.edit("drills/quickstart.drill.yaml", "report:\n", "report:\n  publish: local\n");
  }

  private Path published() {
    return site.project().resolve("plans/quickstart/backups/.backstay/drills/quickstart");
  }

  @Test
  void everyFormOfItIsInTheStoreAndNoSetIsTheWorse() throws IOException {
    assertThat(cli.run("drill", "quickstart", "--dry-run").expect(0).out())
        .contains(
            "Outside scratch", "the evidence goes to `local`, too: .backstay/drills/quickstart/");
    assertThat(cli.run("drill", "quickstart").expect(0).err()).contains("evidence published in");
    Path report = Objects.requireNonNull(site.evidence().getLast().getParent());
    assertThat(DrillSite.tree(published().resolve(String.valueOf(report.getFileName()))))
        .isEqualTo(DrillSite.tree(report));

    cli.run("run", "quickstart").expect(0);
    cli.run("prune", "quickstart").expect(0);
    cli.run("verify", "quickstart", "--all").expect(0);
    assertThat(cli.run("list", "quickstart").expect(0).err()).isEmpty();
    assertThat(published()).isNotEmptyDirectory();
    cli.run("drill", "quickstart").expect(0);
    cli.run("audit", "verify", published().toString()).expect(0);
  }

  @Test
  void evidenceThatCannotBePublishedIsAFailure() throws IOException {
    Files.createDirectories(published().getParent());
    Files.writeString(published(), "in the way");
    assertThat(cli.run("drill", "quickstart").expect(1).err()).contains("R772", "not published");
    assertThat(site.report().at("/verdict").asText()).isEqualTo("passed");
  }

  @Test
  void thereHasToBeSuchAStore() throws IOException {
    site.edit("drills/quickstart.drill.yaml", "publish: local", "publish: locl");
    assertThat(cli.run("validate", "drills/quickstart.drill.yaml").expect(2).out())
        .contains("E210");
  }
}
