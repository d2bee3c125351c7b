package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page that says of a deployment what it asks for, which lines of its plans say so, and which
 * test has shown it. What it asks for is written in {@code src/test/features}: {@code - feature:
 * words}, and below it {@code file: part of a line} (after {@code >}, the next line with another
 * part), {@code $ command}, or {@code ! why it is not there}.
 */
final class FeaturePage {
  private static final Path ASKED = Path.of("src/test/features");
  private static final Path PAGES = Path.of("docs");
  private static final List<String> PLANS = List.of("", "lib/", "../drills/");
  private static final String WORKS = " | works: [`";

  private final String deployment;
  private final String about;
  private final Map<String, Feature> features = new LinkedHashMap<>();

  /**
   * What is asked for.
   *
   * @param part the part of the page it is in
   * @param words what it is, for people
   * @param says the lines of plans and the commands that say so
   */
  private record Feature(String part, String words, List<String> says) {}

  private FeaturePage(String deployment, String about) {
    this.deployment = deployment;
    this.about = about;
  }

  static FeaturePage of(String deployment) throws IOException {
    String asked = Files.readString(ASKED.resolve(deployment + ".txt"));
    FeaturePage page = new FeaturePage(deployment, asked.substring(0, asked.indexOf("\n## ")));
    String part = "";
    List<String> says = List.of();
    for (String line : asked.substring(page.about.length()).lines().toList()) {
      if (line.startsWith("## ")) {
        part = line;
      } else if (line.startsWith("- ")) {
        says = new ArrayList<>();
        String[] words = line.substring(2).split(": ", 2);
        assertThat(page.features.put(words[0], new Feature(part, words[1], says)))
            .as("%s, twice in %s", words[0], deployment)
            .isNull();
      } else if (!line.isBlank()) {
        says.add(line.strip());
      }
    }
    assertThat(page.features.values())
        .as("rows of %s are known by their words", deployment)
        .extracting(Feature::words)
        .doesNotHaveDuplicates();
    return page;
  }

  /** The deployments there are. */
  static List<String> deployments() throws IOException {
    try (Stream<Path> files = Files.list(ASKED)) {
      return files.map(file -> file.getFileName().toString().replace(".txt", "")).sorted().toList();
    }
  }

  Path file() {
    return PAGES.resolve(deployment + ".md");
  }

  /** What is asked for and is there. */
  List<String> features() {
    return features.entrySet().stream()
        .filter(feature -> feature.getValue().says().stream().noneMatch(it -> it.startsWith("! ")))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The tests that have shown something, by what they have shown, as the committed page says. */
  Map<String, String> shown() throws IOException {
    Map<String, String> shown = new LinkedHashMap<>();
    List<String> rows = Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    features.forEach(
        (name, feature) ->
            rows.stream()
                .filter(row -> row.startsWith("| " + feature.words() + " | "))
                .filter(row -> row.contains(WORKS))
                .map(row -> row.substring(row.lastIndexOf(WORKS) + WORKS.length()))
                .forEach(works -> shown.put(name, works.substring(0, works.indexOf('`')))));
    return shown;
  }

  /** The page, when this is what tests have shown. */
  String text(Map<String, String> shown) {
    StringBuilder text = new StringBuilder(about);
    String part = "";
    for (Map.Entry<String, Feature> entry : features.entrySet()) {
      Feature feature = entry.getValue();
      if (!part.equals(feature.part())) {
        part = feature.part();
        text.append('\n')
            .append(part)
            .append("\n\n| asked for | said by | result |\n|---|---|---|\n");
      }
      text.append(row(feature, shown.get(entry.getKey())));
    }
    return text.toString();
  }

  private static String row(Feature feature, @Nullable String test) {
    String says =
        feature.says().stream()
            .filter(it -> !it.startsWith("! "))
            .map(FeaturePage::said)
            .collect(Collectors.joining("<br>"));
    String missing =
        feature.says().stream()
            .filter(it -> it.startsWith("! "))
            .map(it -> it.substring(2))
            .findFirst()
            .orElse("not tested with this deployment");
    String result =
        test == null
            ? " | " + missing
            : "%s%s`](../src/test/java/io/backstay/plans/%s.java)"
                .formatted(WORKS, test, test.substring(0, test.indexOf('.')));
    return "| " + feature.words() + " | " + says + result + " |\n";
  }

  private static String said(String says) {
    if (says.startsWith("$ ")) {
      return "`" + says.substring(2) + "`";
    }
    String[] parts = says.split(": ", 2);
    String plan =
        PLANS.stream()
            .map(folder -> folder + parts[0])
            .filter(file -> Files.exists(Path.of(file)))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no plan " + parts[0]));
    return line(plan, parts[1].split(" > "));
  }

  /** A link to a line of a plan, and what it says. */
  private static String line(String plan, String[] parts) {
    List<String> lines = lines(plan);
    List<Integer> first =
        IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains(parts[0]))
            .boxed()
            .toList();
    assertThat(first).as("lines of %s with `%s`", plan, parts[0]).hasSize(1);
    int at = first.getFirst();
    for (String next : List.of(parts).subList(1, parts.length)) {
      do {
        at++;
        assertThat(at).as("`%s` after `%s` in %s", next, parts[0], plan).isLessThan(lines.size());
      } while (!lines.get(at).contains(next));
    }
    String text = lines.get(at).strip().replaceAll("\\s+# .*", "").replace("|", "\\|");
    return "[%s:%d](../%s#L%d) `%s`"
        .formatted(Path.of(plan).getFileName(), at + 1, plan, at + 1, text);
  }

  private static List<String> lines(String plan) {
    try {
      return Files.readAllLines(Path.of(plan));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
