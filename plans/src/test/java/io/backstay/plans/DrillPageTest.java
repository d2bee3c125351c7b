package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.testing.Needs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a drill as a browser draws it, without a network and on paper. */
@Tag("chromium")
@Needs("chromium")
final class DrillPageTest {
  private static final int WIDTH = 1100;
  private static final int GOOD = 0x1a7f4b;
  private static final int BAR = 0x3568a8;

  @TempDir Path root;

  @Test
  void thePageIsDrawn() throws IOException {
    DrillSite site = DrillSite.below(root);
    site.make();
    site.edit(
        "plans/quickstart.restore.yaml",
        "  - fetch: all .*\n",
        "  - fetch: all\n    retry: {max: 1, backoff: 1s}\n");
    site.edit(
        "drills/quickstart.drill.yaml",
        "verify: .*\n",
        "inject:\n  - corrupt: notes.tar.zst\n    during: fetch\n    expect: recovered\nverify:\n");
    site.cli().run("run", "quickstart").expect(0);
    site.cli().run("drill", "quickstart").expect(0);
    Path page = site.evidence().getLast().resolveSibling("report.html");

    BufferedImage image = shot(page);
    assertThat(colours(image)).as("verdict and timeline").contains(GOOD, BAR);
    int margin = image.getRGB(WIDTH - 8, 400);
    for (int y = 0; y < image.getHeight(); y++) {
      assertThat(image.getRGB(WIDTH - 8, y)).as("right of the page, at %d", y).isEqualTo(margin);
    }
    String text = Files.readString(page);
    assertThat(text).doesNotContain("src=", "<script", "@import", "url(");
    assertThat(text).contains("The restore worked, every check passed", "2 attempts", "⚡");
    Path paper = root.resolve("report.pdf");
    chromium("--print-to-pdf=" + paper, page);
    assertThat(paper).isNotEmptyFile();
  }

  private BufferedImage shot(Path page) throws IOException {
    Path picture = root.resolve("report.png");
    chromium("--screenshot=" + picture, page);
    return ImageIO.read(picture.toFile());
  }

  private void chromium(String what, Path page) {
    Tool.run(
        root,
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--user-data-dir=" + root.resolve("profile"),
        "--window-size=" + WIDTH + ",2600",
        what,
        page.toUri().toString());
  }

  private static Set<Integer> colours(BufferedImage image) {
    Set<Integer> colours = new TreeSet<>();
    for (int x = 0; x < image.getWidth(); x += 2) {
      for (int y = 0; y < image.getHeight(); y += 2) {
        colours.add(image.getRGB(x, y) & 0xffffff);
      }
    }
    return colours;
  }
}
