package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.plan.Position;
import io.backstay.plan.Problem;
import io.backstay.plan.ProblemCode;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * What tools read, beside what they are given. {@code -Daccept} writes what is said now, and still
 * fails, so that nobody accepts without looking.
 */
final class ReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/reports");

  /** A plan's words are a stranger's: each of these means something to one of the readers. */
  private static final String NASTY =
      "100%, a::b <b>@octocat</b> ]]> & [x](http://e.org) `\u0007` \"'\r\n::error::no";

  private static final Problem MISSPELT =
      Problem.of(
              ProblemCode.E201,
              new Position("plans/my shop, 100%.backup.yaml", 78, 5, 4),
              "unknown step `dmup`")
          .note("a note")
          .help("did you mean `dump`?");

  private static final Problem STRANGE =
      Problem.of(ProblemCode.E123, new Position("plans/b:2.backup.yaml", 3, 1, 0), NASTY);

  private static final Problem WARNING =
      Problem.of(ProblemCode.W203, new Position("plans/b:2.backup.yaml", 9, 7, 3), "stays stopped");

  private static final Problem NOWHERE = Problem.of(ProblemCode.E100, null, "there is no file");

  private static final Report REPORT =
      new Report(
          "validate",
          List.of("plans/good.backup.yaml", "plans/my shop, 100%.backup.yaml"),
          List.of(
              Diagnostic.of(MISSPELT),
              Diagnostic.of(STRANGE),
              Diagnostic.of(WARNING),
              Diagnostic.of(NOWHERE)));

  @ParameterizedTest
  @EnumSource(names = {"MARKDOWN", "GITHUB", "SARIF", "JUNIT"})
  void saysWhatIsExpected(Backstay.Output form) throws IOException {
    Path golden = GOLDEN.resolve(form.name().toLowerCase(Locale.ROOT) + ".txt");
    String said = REPORT.in(form) + "\n";
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    if (System.getProperty("accept") != null && !said.equals(expected)) {
      Files.writeString(golden, said);
    }
    assertThat(said).isEqualTo(expected);
  }

  @Test
  void anAnnotationIsOneCommandWhateverThePlanSays() {
    List<String> lines = REPORT.in(Backstay.Output.GITHUB).lines().toList();

    Pattern command =
        Pattern.compile("::(error|warning) ((?:[a-zA-Z]+=[^:,]+,)*title=[^:,]+)::(.*)");
    assertThat(lines).hasSize(4).allMatch(line -> command.matcher(line).matches());
    Matcher strange = command.matcher(lines.get(1));
    assertThat(strange.matches()).isTrue();
    assertThat(unescaped(strange.group(3))).isEqualTo(NASTY);
    assertThat(lines.getFirst())
        .contains("file=plans/my shop%2C 100%25.backup.yaml,line=78,col=5,endColumn=9,");
    assertThat(lines.get(1)).contains("file=plans/b%3A2.backup.yaml,");
  }

  private static String unescaped(String data) {
    return data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
  }

  @Test
  void sarifHasTheShapeItsVersionAsksFor() throws IOException {
    JsonNode log = new ObjectMapper().readTree(REPORT.in(Backstay.Output.SARIF));

    assertThat(log.at("/version").asText()).isEqualTo("2.1.0");
    JsonNode run = log.at("/runs/0");
    assertThat(run.at("/tool/driver/name").asText()).isEqualTo("backstay");
    JsonNode rules = run.at("/tool/driver/rules");
    assertThat(run.at("/results")).hasSize(4);
    for (JsonNode result : run.at("/results")) {
      assertThat(rules.get(result.get("ruleIndex").asInt()).get("id"))
          .isEqualTo(result.get("ruleId"));
      assertThat(result.get("level").asText()).isIn("error", "warning", "note", "none");
      assertThat(result.at("/message/text").asText()).isNotBlank();
      for (JsonNode location : result.get("locations")) {
        JsonNode physical = location.get("physicalLocation");
        assertThat(URI.create(physical.at("/artifactLocation/uri").asText()).isAbsolute())
            .isFalse();
        JsonNode region = physical.get("region");
        assertThat(region.get("startLine").asInt()).isPositive();
        assertThat(region.get("startColumn").asInt()).isPositive();
        assertThat(region.get("endColumn").asInt())
            .isGreaterThan(region.get("startColumn").asInt());
      }
    }
    assertThat(run.at("/results/1/message/text").asText()).isEqualTo(NASTY);
  }

  @Test
  void junitIsWellFormedAndItsCountsAreRight()
      throws IOException, SAXException, ParserConfigurationException {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(REPORT.in(Backstay.Output.JUNIT))));

    Element suites = xml.getDocumentElement();
    assertThat(suites.getAttribute("tests")).isEqualTo("5");
    assertThat(suites.getAttribute("failures")).isEqualTo("3");
    assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(5);
    assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(3);
    assertThat(xml.getElementsByTagName("testsuite").getLength()).isEqualTo(4);
    assertThat(xml.getElementsByTagName("failure").item(1).getTextContent())
        .contains("@octocat</b> ]]> & [x](http://e.org) `\uFFFD` \"'");
  }

  @Test
  void aCommentCallsNobodyAndLinksNowhere() {
    String comment = REPORT.in(Backstay.Output.MARKDOWN);

    assertThat(comment).doesNotContain("@octocat", "<b>", "](", "http://", "`");
    assertThat(comment.lines()).hasSize(11);
    assertThat(new Report("validate", List.of("a.yaml"), List.of()).in(Backstay.Output.MARKDOWN))
        .contains("nothing wrong in 1 file");
  }

  @Test
  void aCommentThatIsTooLongIsCutAndSaysSo() {
    List<Diagnostic> many = IntStream.range(0, 2000).mapToObj(i -> Diagnostic.of(STRANGE)).toList();

    String comment = new Report("validate", List.of(), many).in(Backstay.Output.MARKDOWN);

    assertThat(comment.length()).isLessThan(60_100);
    assertThat(comment).endsWith("too long to be shown here in full.");
  }
}
