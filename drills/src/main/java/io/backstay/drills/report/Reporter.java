package io.backstay.drills.report;

import io.backstay.drill.DrillReporter;
import io.backstay.plan.ReportRules.Format;
import io.backstay.set.SignedDocument;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Judges drills and writes their evidence, each into a directory of its own. */
public final class Reporter implements DrillReporter {
  @Override
  public Judged report(Ended drill) {
    Path to = drill.words().report().to();
    try {
      Evidence evidence = new Evidence(to, drill.drill().name(), drill.keys());
      DrillReport report = new Reckoning(drill).report(evidence.history());
      Map<String, Object> document = ReportJson.of(report);
      Path directory = write(report, document, drill);
      return new Judged(report.verdict(), ReportText.of(report), document, directory);
    } catch (IOException e) {
      throw Failure.of("R772", "the evidence of the drill cannot be written to `" + to + "`: " + e)
          .help("Give this user the right to write there; the journal still has everything.")
          .because(e);
    }
  }

  /** The JSON last: evidence without it is none. */
  private static Path write(DrillReport report, Map<String, Object> document, Ended drill)
      throws IOException {
    Path directory = drill.words().report().to().resolve(report.id());
    Files.createDirectories(directory);
    List<Format> formats = drill.words().report().formats();
    if (formats.contains(Format.MARKDOWN)) {
      Files.writeString(directory.resolve("report.md"), ReportMarkdown.of(report));
    }
    if (formats.contains(Format.HTML)) {
      Files.writeString(directory.resolve("report.html"), ReportHtml.of(report));
    }
    if (formats.contains(Format.JUNIT)) {
      Files.writeString(directory.resolve("junit.xml"), ReportJunit.of(report));
    }
    byte[] signed = SignedDocument.sign(document, drill.keys());
    Files.writeString(directory.resolve(Evidence.FILE), new String(signed, StandardCharsets.UTF_8));
    return directory;
  }
}
