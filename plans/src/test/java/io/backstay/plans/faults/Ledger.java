package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The page that says which faults were tried and what came of them. Each suite owns a section of
 * it; what a run writes down is compared with what is committed. {@code -Daccept} writes the page,
 * and still fails, so that nobody accepts without looking.
 */
final class Ledger {
  private static final Path PAGE = Path.of("..", "drills", "docs", "faults.md");

  private final String title;
  private final int cases;
  private final Map<String, String> rows = new ConcurrentHashMap<>();

  /**
   * A section.
   *
   * @param title its heading
   * @param cases how many cases it has when all of them were tried
   */
  Ledger(String title, int cases) {
    this.title = title;
    this.cases = cases;
  }

  /**
   * Writes down what came of a case, after it was held to it.
   *
   * @param tried how often, in every build and beyond
   */
  void add(String id, String injected, String tried, String came) {
    rows.put(id, "| %s | %s | %s | %s |".formatted(id, injected, tried, came));
  }

  /** Compares with the page, as far as cases were tried. */
  void compare() throws IOException {
    String page = Files.readString(PAGE);
    List<String> now = List.copyOf(new TreeMap<>(rows).values());
    List<String> committed = committed(page);
    if (rows.size() < cases) {
      assertThat(committed).as("rows of " + PAGE).containsAll(now);
      return;
    }
    if (System.getProperty("accept") != null && !committed.equals(now)) {
      Files.writeString(PAGE, with(page, now));
    }
    assertThat(now).as("the section '%s' of %s", title, PAGE).isEqualTo(committed);
  }

  private List<String> committed(String page) {
    int from = page.indexOf(heading());
    return from < 0
        ? List.of()
        : section(page, from).lines().filter(line -> line.matches("\\| [A-Z]+-\\d.*")).toList();
  }

  private String with(String page, List<String> now) {
    String fresh =
        heading()
            + "| Case | What goes wrong | Tried | What comes of it |\n|---|---|---|---|\n"
            + String.join("\n", now)
            + "\n";
    int from = page.indexOf(heading());
    return from < 0 ? page + fresh : page.replace(section(page, from), fresh);
  }

  private static String section(String page, int from) {
    int next = page.indexOf("\n## ", from + 2);
    return next < 0 ? page.substring(from) : page.substring(from, next);
  }

  private String heading() {
    return "\n## " + title + "\n\n";
  }
}
