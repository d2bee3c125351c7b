package io.backstay.app;

import io.backstay.plan.Position;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Static Analysis Results Interchange Format, version 2.1.0, for code scanning. */
final class SarifLog {
  private static final String VERSION = "2.1.0";

  private SarifLog() {}

  static String of(Report report) {
    Map<String, Diagnostic> rules = new LinkedHashMap<>();
    report.diagnostics().forEach(one -> rules.putIfAbsent(one.rule(), one));
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver(rules)));
    run.put("columnKind", "utf16CodeUnits");
    List<String> order = List.copyOf(rules.keySet());
    run.put(
        "results",
        report.diagnostics().stream().map(one -> result(one, order.indexOf(one.rule()))).toList());
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    log.put("version", VERSION);
    log.put("runs", List.of(run));
    return Json.text(log);
  }

  private static Map<String, Object> driver(Map<String, Diagnostic> rules) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "backstay");
    driver.put("version", Version.NUMBER);
    driver.put("rules", rules.values().stream().map(SarifLog::rule).toList());
    return driver;
  }

  private static Map<String, Object> rule(Diagnostic one) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", one.rule());
    rule.put("shortDescription", Map.of("text", one.title()));
    rule.put("help", Map.of("text", "backstay explain " + one.rule()));
    return rule;
  }

  private static Map<String, Object> result(Diagnostic one, int rule) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", one.rule());
    result.put("ruleIndex", rule);
    result.put("level", one.level().name().toLowerCase(Locale.ROOT));
    result.put("message", Map.of("text", one.text()));
    Position at = one.position();
    result.put("locations", at == null ? List.of() : List.of(location(at)));
    return result;
  }

  private static Map<String, Object> location(Position at) {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", at.line());
    region.put("startColumn", at.column());
    region.put("endColumn", at.column() + Math.max(1, at.length()));
    Map<String, Object> physical = new LinkedHashMap<>();
    physical.put("artifactLocation", Map.of("uri", uri(at.file())));
    physical.put("region", region);
    return Map.of("physicalLocation", physical);
  }

  /** A path with whatever a reference cannot contain encoded. */
  private static String uri(String file) {
    try {
      // What comes before a colon would be taken for a scheme.
      String path = new URI(null, null, "/" + file, null).toASCIIString().replace(":", "%3A");
      return file.startsWith("/") ? "file://" + path.substring(1) : path.substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
