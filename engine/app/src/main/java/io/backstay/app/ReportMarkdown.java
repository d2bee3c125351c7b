package io.backstay.app;

import static io.backstay.app.Markdown.plain;

/** What was found, as a comment. */
final class ReportMarkdown {
  private ReportMarkdown() {}

  static String of(Report report) {
    Markdown text = new Markdown();
    text.line("<!-- backstay:" + report.title() + " -->");
    text.line("### " + heading(report)).line("");
    for (Diagnostic one : report.diagnostics()) {
      String where = one.position() == null ? "" : " at " + plain(one.position().toString());
      text.line("- **%s**%s: %s".formatted(plain(one.rule()), where, plain(one.message())));
      one.more().forEach(more -> text.line("  - " + plain(more)));
    }
    if (report.diagnostics().isEmpty()) {
      report.files().forEach(file -> text.line("- " + plain(file)));
    }
    text.line("").line("<sub>backstay " + Version.NUMBER + "</sub>");
    return text.toString();
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private static String heading(Report report) {
    if (report.diagnostics().isEmpty()) {
      return "🟢 " + report.title() + ": nothing wrong in " + count(report.files().size(), "file");
    }
    return "%s %s: %s, %s"
        .formatted(
            report.errors() > 0 ? "🔴" : "🟡",
            report.title(),
            count(report.errors(), "error"),
            count(report.warnings(), "warning"));
  }
}
