package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Catalog;
import io.backstay.plan.Description;
import io.backstay.plan.Description.Parameter;
import io.backstay.plan.Grammar;
import io.backstay.reference.Page;
import io.backstay.reference.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages in the repository are the ones made from the declarations plans are read by. {@code
 * -Daccept} writes them, and still fails, so that nobody accepts without looking.
 */
final class PagesTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DIRECTORY = Path.of("connectors/docs");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
  private static final Pattern LIST = Pattern.compile("^(a list|a map of names), each ");

  static List<Page> pages() {
    return new Reference(Catalog.load()).pages();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void pagesAreAsGenerated(Page page) throws IOException {
    Path file = ROOT.resolve(page.path());
    String written = Files.exists(file) ? Files.readString(file) : "";
    if (System.getProperty("accept") != null && !written.equals(page.markdown())) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page.markdown());
    }
    assertThat(written).as("the page " + page.path()).isEqualTo(page.markdown());
  }

  @Test
  void noPageIsAboutNothing() throws IOException {
    Set<String> known = pages().stream().map(Page::path).collect(Collectors.toSet());
    try (Stream<Path> files = Files.walk(ROOT.resolve(DIRECTORY))) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(known).contains(ROOT.relativize(file).toString()));
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Page page) {
    Path file = ROOT.resolve(page.path());
    Matcher links = LINK.matcher(page.markdown());
    while (links.find()) {
      assertThat(file.resolveSibling(links.group(1)).normalize()).exists();
    }
  }

  /** What a parameter takes is explained once for all of them. */
  @Test
  void everyKindOfValueIsExplained() {
    Set<String> taken = new TreeSet<>();
    Grammar grammar = new Grammar(Catalog.load());
    grammar.words().stream().map(Description::parameters).forEach(each -> kinds(each, taken));
    String explained =
        new Reference(Catalog.load())
            .pages().stream()
                .filter(page -> page.path().endsWith("plan-files.md"))
                .map(Page::markdown)
                .map(page -> page.substring(page.indexOf("| takes | written |")))
                .findFirst()
                .orElseThrow();
    assertThat(taken).allSatisfy(kind -> assertThat(explained).contains(kind));
  }

  private static void kinds(List<Parameter> parameters, Set<String> taken) {
    for (Parameter parameter : parameters) {
      String kind = LIST.matcher(parameter.takes()).replaceFirst("");
      if (!kind.startsWith("one of ")) {
        taken.add(kind);
      }
      kinds(parameter.nested(), taken);
    }
  }
}
