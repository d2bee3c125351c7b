package io.backstay.app;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a verb found, for tools that collect such things.
 *
 * @param title what was done, such as {@code validate}
 * @param files what was looked at; those in which nothing is wrong as well
 * @param diagnostics what is wrong
 */
record Report(String title, List<String> files, List<Diagnostic> diagnostics) {
  /** Copies the lists. */
  Report {
    files = List.copyOf(files);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Everything there is something to say of, be it that nothing is wrong. */
  Set<String> subjects() {
    Set<String> subjects = new LinkedHashSet<>(files);
    diagnostics.forEach(one -> subjects.add(one.subject()));
    return subjects;
  }

  List<Diagnostic> of(String subject) {
    return diagnostics.stream().filter(one -> one.subject().equals(subject)).toList();
  }

  long errors() {
    return diagnostics.stream().filter(Diagnostic::error).count();
  }

  long warnings() {
    return diagnostics.size() - errors();
  }

  /** In one of the forms that tools read. */
  String in(Backstay.Output form) {
    return switch (form) {
      case GITHUB -> GithubLines.of(this);
      case SARIF -> SarifLog.of(this);
      case JUNIT -> JunitXml.of(this);
      default -> ReportMarkdown.of(this);
    };
  }
}
