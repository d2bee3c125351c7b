package io.backstay.app;

import io.backstay.plan.Position;
import java.io.StringWriter;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The XML that test reports are collected in: a suite for each file, a case for each finding. */
final class JunitXml {
  /** What XML 1.0 cannot hold, not even escaped. */
  private static final Pattern IMPOSSIBLE =
      Pattern.compile("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

  private final XMLStreamWriter xml;
  private final Report report;

  private JunitXml(XMLStreamWriter xml, Report report) {
    this.xml = xml;
    this.report = report;
  }

  static String of(Report report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      new JunitXml(xml, report).write();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void write() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    attribute("name", "backstay " + report.title());
    counts(report.subjects().stream().mapToLong(this::cases).sum(), report.errors());
    for (String subject : report.subjects()) {
      suite(subject, report.of(subject));
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  /** A file in which nothing is wrong has passed: a suite without cases would not be shown. */
  private long cases(String subject) {
    return Math.max(1, report.of(subject).size());
  }

  private void suite(String subject, List<Diagnostic> diagnostics) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    attribute("name", subject);
    counts(cases(subject), diagnostics.stream().filter(Diagnostic::error).count());
    if (diagnostics.isEmpty()) {
      passed(subject);
    }
    for (Diagnostic one : diagnostics) {
      found(subject, one);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private void counts(long tests, long failures) throws XMLStreamException {
    attribute("tests", Long.toString(tests));
    attribute("failures", Long.toString(failures));
  }

  private void passed(String subject) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeEmptyElement("testcase");
    attribute("classname", subject);
    attribute("name", report.title());
  }

  private void found(String subject, Diagnostic one) throws XMLStreamException {
    Position at = one.position();
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    attribute("classname", subject);
    attribute(
        "name", one.rule() + (at == null ? "" : " at %d:%d".formatted(at.line(), at.column())));
    xml.writeStartElement(one.error() ? "failure" : "system-out");
    if (one.error()) {
      attribute("type", one.rule());
      attribute("message", one.message());
    }
    xml.writeCharacters(clean((at == null ? "" : at + "\n") + one.text()));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, clean(value));
  }

  private static String clean(String text) {
    return IMPOSSIBLE.matcher(text).replaceAll("\uFFFD");
  }
}
