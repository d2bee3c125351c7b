package io.backstay.drills.report;

import io.backstay.drill.DrillReporter.Verdict;
import io.backstay.drills.report.DrillReport.Assertion;
import io.backstay.drills.report.DrillReport.Objective;
import io.backstay.drills.report.DrillReport.Skipped;
import io.backstay.drills.report.DrillReport.Step;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** A report as JUnit XML, which every CI server shows. */
final class ReportJunit {
  private final DrillReport report;
  private final XMLStreamWriter xml;

  private ReportJunit(DrillReport report, XMLStreamWriter xml) {
    this.report = report;
    this.xml = xml;
  }

  static String of(DrillReport report) {
    try {
      StringWriter text = new StringWriter();
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new ReportJunit(report, xml).all();
      xml.close();
      return text + "\n";
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text can always be written", e);
    }
  }

  /** A test of the drill, as a CI server knows them. */
  private record Case(
      String name, @Nullable Duration took, @Nullable String failure, @Nullable String skipped) {}

  private void all() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", report.subject().drill().name());
    suite("drill", List.of(whole()));
    suite("objectives", report.objectives().stream().map(ReportJunit::objective).toList());
    suite("injections", report.injections().stream().map(ReportJunit::injection).toList());
    suite("assertions", report.assertions().stream().map(ReportJunit::assertion).toList());
    suite(
        "runbook",
        report.phases().stream()
            .filter(phase -> phase.name().equals("restore"))
            .flatMap(phase -> phase.steps().stream())
            .filter(step -> !step.outcome().equals("skipped"))
            .map(ReportJunit::step)
            .toList());
    suite("not-exercised", report.exercise().skipped().stream().map(ReportJunit::skipped).toList());
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private Case whole() {
    boolean passed = report.verdict() == Verdict.PASSED;
    List<String> why = report.findings().stream().map(Finding::text).toList();
    Duration took = Duration.between(report.clock().started(), report.clock().ended());
    return new Case(
        report.subject().title(),
        took,
        passed ? null : ReportJson.word(report.verdict()) + ": " + String.join("; ", why),
        null);
  }

  private static Case objective(Objective it) {
    String name = it.name().toUpperCase(Locale.ROOT) + " <= " + Times.text(it.target());
    String failure =
        it.met() ? null : "measured %s (%s)".formatted(Times.text(it.measured()), it.basis());
    return new Case(name, null, failure, it.target() == null ? "nothing was promised" : null);
  }

  private static Case injection(DrillReport.Injection it) {
    String name = "%s %s is %s".formatted(it.what(), it.when(), it.expected());
    String failure = it.asExpected() ? null : it.observed() + ": " + it.evidence();
    return new Case(name, null, failure, null);
  }

  private static Case assertion(Assertion it) {
    String name = it.phase() + ": " + it.name();
    return switch (it.result()) {
      case "not-passed" -> new Case(name, null, it.summary(), null);
      case "not-applicable" -> new Case(name, null, null, it.summary());
      default -> new Case(name, null, null, null);
    };
  }

  private static Case step(Step it) {
    boolean good = it.outcome().equals("succeeded");
    return new Case(it.id(), it.took(), good ? null : it.outcome() + ": " + it.note(), null);
  }

  private static Case skipped(Skipped it) {
    return new Case(it.id(), null, null, it.why());
  }

  private void suite(String name, List<Case> cases) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", count(cases.stream().filter(it -> it.failure != null).count()));
    xml.writeAttribute("skipped", count(cases.stream().filter(it -> it.skipped != null).count()));
    for (Case test : cases) {
      write(name, test);
    }
    xml.writeEndElement();
  }

  private static String count(long number) {
    return String.valueOf(number);
  }

  private void write(String suite, Case test) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "drill." + report.subject().drill().name() + "." + suite);
    xml.writeAttribute("name", printable(test.name));
    if (test.took != null) {
      xml.writeAttribute("time", String.valueOf(test.took.toMillis() / 1000.0));
    }
    if (test.failure != null) {
      message("failure", test.failure);
    } else if (test.skipped != null) {
      message("skipped", test.skipped);
    }
    xml.writeEndElement();
  }

  private void message(String element, String text) throws XMLStreamException {
    xml.writeEmptyElement(element);
    xml.writeAttribute("message", printable(text));
  }

  /** XML has no way to write control characters. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF]", " ");
  }
}
