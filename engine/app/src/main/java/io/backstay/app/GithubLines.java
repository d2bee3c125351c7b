package io.backstay.app;

import io.backstay.plan.Position;
import java.util.Locale;
import java.util.stream.Collectors;

/** Workflow commands of GitHub Actions, which it turns into annotations beside the lines. */
final class GithubLines {
  private GithubLines() {}

  static String of(Report report) {
    return report.diagnostics().stream().map(GithubLines::line).collect(Collectors.joining("\n"));
  }

  private static String line(Diagnostic one) {
    return "::%s %stitle=%s::%s"
        .formatted(
            one.level().name().toLowerCase(Locale.ROOT),
            place(one),
            property(one.rule()),
            data(one.text()));
  }

  private static String place(Diagnostic one) {
    Position at = one.position();
    return at == null
        ? ""
        : "file=%s,line=%d,col=%d,endColumn=%d,"
            .formatted(
                property(at.file()),
                at.line(),
                at.column(),
                at.column() + Math.max(1, at.length()));
  }

  /** A line end would begin another command. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
