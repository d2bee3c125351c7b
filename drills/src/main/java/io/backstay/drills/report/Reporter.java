package io.backstay.drills.report;

import io.backstay.drill.DrillReporter;
import io.backstay.plan.ReportRules.Format;
import io.backstay.set.Keyring;
import io.backstay.set.SignedDocument;
import io.backstay.spi.Durable;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
      String summary = report.findings().stream().findFirst().map(Finding::text).orElse("");
      return new Judged(
          report.verdict(), summary, ReportText.of(report), document, directory, measured(report));
    } catch (IOException e) {
      throw Failure.of("R772", "the evidence of the drill cannot be written to `" + to + "`: " + e)
          .help("Give this user the right to write there; the journal still has everything.")
          .because(e);
    }
  }

  private static Map<String, Duration> measured(DrillReport report) {
    Map<String, Duration> measured = new TreeMap<>();
    for (DrillReport.Objective objective : report.objectives()) {
      if (objective.measured() != null) {
        measured.put(objective.name(), objective.measured());
      }
    }
    return measured;
  }

  @Override
  public Verdict verdict(Ended drill) {
    return new Reckoning(drill).verdict();
  }

  @Override
  public List<Audited> audit(Path directory, Keyring keys) {
    try {
      return new Audit(directory, keys).all();
    } catch (IOException e) {
      throw Failure.of("R772", "the evidence in `" + directory + "` cannot be read: " + e)
          .help("Give this user the right to read it.")
          .because(e);
    }
  }

  /** The JSON last: evidence without it is none. It vouches for the other forms, too. */
  private static Path write(DrillReport report, Map<String, Object> document, Ended drill)
      throws IOException {
    Path directory = drill.words().report().to().resolve(report.id());
    Durable.directories(directory);
    Map<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, String> form : forms(report, drill).entrySet()) {
      byte[] bytes = form.getValue().getBytes(StandardCharsets.UTF_8);
      write(directory.resolve(form.getKey()), bytes);
      digests.put(form.getKey(), SignedDocument.digest(bytes));
    }
    document.put("forms", digests);
    write(directory.resolve(Evidence.FILE), SignedDocument.sign(document, drill.keys()));
    return directory;
  }

  /** What a verdict was told with is still there after a loss of power. */
  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content);
    Durable.force(file);
    Durable.force(file.resolveSibling("."));
  }

  /** What people read, by the names of the files. */
  private static Map<String, String> forms(DrillReport report, Ended drill) {
    Map<String, String> forms = new TreeMap<>();
    for (Format format : drill.words().report().formats()) {
      switch (format) {
        case MARKDOWN -> forms.put("report.md", ReportMarkdown.of(report));
        case HTML -> forms.put("report.html", ReportHtml.of(report));
        case JUNIT -> forms.put("junit.xml", ReportJunit.of(report));
        case JSON -> {}
      }
    }
    return forms;
  }
}
