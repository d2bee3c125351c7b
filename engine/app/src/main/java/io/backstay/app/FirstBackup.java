package io.backstay.app;

import io.backstay.plan.YamlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A Backup to go on from: what is to be protected, and around it what every Backup should have. It
 * has the names of secrets, and none of them.
 */
final class FirstBackup {
  private static final int LONGEST = 40;

  private final String name;
  private final Path root;
  private final Map<String, PostgresPlace> databases = new LinkedHashMap<>();
  private final Map<String, String> trees = new LinkedHashMap<>();
  private final Map<String, String> stores = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * Of nothing yet.
   *
   * @param root the directory that paths in the file are relative to
   */
  FirstBackup(String name, Path root) {
    this.name = name;
    this.root = root;
  }

  void database(PostgresPlace place) {
    databases.put(free(place.database()), place);
  }

  void files(Path path) {
    trees.put(free(String.valueOf(path.getFileName())), "files: " + YamlText.scalar(path(path)));
  }

  void volume(String volume) {
    trees.put(free(volume), "volume: " + YamlText.scalar(volume));
  }

  void directory(Path path) {
    store("local", "directory: {path: " + YamlText.scalar(path(path)) + ", create: true}");
  }

  void bucket(String bucket, String prefix) {
    String within = prefix.isEmpty() ? "" : ", prefix: " + YamlText.scalar(prefix + "/");
    store("s3", "s3: {bucket: " + YamlText.scalar(bucket) + within + "}");
  }

  boolean protectsNothing() {
    return databases.isEmpty() && trees.isEmpty();
  }

  boolean goesNowhere() {
    return stores.isEmpty();
  }

  /** The variables of the environment that its secrets are looked for in. */
  List<String> variables() {
    return databases.entrySet().stream()
        .filter(it -> it.getValue().password())
        .map(it -> variable(it.getKey()))
        .toList();
  }

  /** A name as plans have them, made of any text. */
  static String slug(String text) {
    String slug =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String named = slug.matches("[a-z].*") ? slug : ("data-" + slug).replaceAll("-$", "");
    return named.substring(0, Math.min(named.length(), LONGEST)).replaceAll("-$", "");
  }

  private String free(String text) {
    String slug = slug(text);
    String free = slug;
    for (int i = 2; databases.containsKey(free) || trees.containsKey(free); i++) {
      free = slug + "-" + i;
    }
    return free;
  }

  private void store(String kind, String text) {
    String free = kind;
    for (int i = 2; stores.containsKey(free); i++) {
      free = kind + "-" + i;
    }
    stores.put(free, text);
  }

  private String path(Path path) {
    return path.startsWith(root) && !path.equals(root)
        ? root.relativize(path).toString()
        : path.toString();
  }

  private static String variable(String source) {
    return source.toUpperCase(Locale.ROOT).replace('-', '_') + "_PASSWORD";
  }

  String text() {
    lines.add(
        "# A first version, for you to go on from: what is here works, what it leaves out is");
    lines.add("# yours to say. `backstay explain dump` explains a word of it.");
    lines.add("apiVersion: backstay/v1");
    lines.add("kind: Backup");
    lines.add("name: " + name);
    secrets();
    lines.add("");
    lines.add("# Steps can only name what is declared here.");
    lines.add("sources:");
    databases.forEach(this::source);
    trees.forEach((tree, text) -> lines.addAll(List.of("  " + tree + ":", "    " + text)));
    lines.add("");
    lines.add("stores:");
    stores.forEach((store, text) -> lines.addAll(List.of("  " + store + ":", "    " + text)));
    rules();
    steps();
    return String.join("\n", lines) + "\n";
  }

  private void secrets() {
    if (variables().isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("# Where secrets come from; they are never in this file. Other ways to keep them:");
    lines.add("# `file`, `systemd`, `command`, `vault`; see `backstay explain file`.");
    lines.add("secrets:");
    databases.forEach(
        (source, place) -> {
          if (place.password()) {
            lines.add("  " + source + "-password:");
            lines.add("    - env: " + variable(source));
          }
        });
  }

  private void source(String source, PostgresPlace place) {
    lines.add("  " + source + ":");
    lines.add("    postgres:");
    lines.add("      database: " + YamlText.scalar(place.database()));
    if (place.container() == null) {
      lines.add("      host: " + YamlText.scalar(String.valueOf(place.host())));
      lines.add("      port: " + place.port());
    }
    if (!place.user().isEmpty()) {
      lines.add("      user: " + YamlText.scalar(place.user()));
    }
    if (place.password()) {
      lines.add("      password: ${secrets." + source + "-password}");
    }
    if (place.container() != null) {
      lines.add(
          "      container: "
              + YamlText.scalar(place.container())
              + "  # its own programs are used");
    }
    if (!place.sslmode().isEmpty()) {
      lines.add("      sslmode: " + YamlText.scalar(place.sslmode()));
    }
  }

  private void rules() {
    lines.addAll(
        List.of(
            "",
            "# What you promise: how much may be lost, and how long a restore may take. A drill",
            "# measures whether it is true.",
            "objectives: {rpo: 25h, rto: 4h}",
            "",
            "schedule:",
            "  - cron: '0 2 * * *'",
            "    catch-up: latest",
            "",
            "set:",
            "  path: ${run.stamp}/",
            "",
            "retention:",
            "  keep: 30d",
            "  guard: {keep-min: 3}  # never fewer than three, whatever their age"));
  }

  private void steps() {
    lines.add("");
    lines.add("steps:");
    for (String source : databases.keySet()) {
      step("dump: {source: %s, to: %s.dump, record: {row-counts: all, schema: true}}", source);
    }
    for (String source : trees.keySet()) {
      step("tar: {source: %s, to: %s.tar.zst}", source);
    }
    lines.add("  - checksum: sha256");
    if (stores.keySet().stream().anyMatch(store -> store.startsWith("s3"))) {
      lines.add("  # What leaves this host is better encrypted before: backstay explain encrypt");
    }
    lines.add("  - upload: [" + String.join(", ", stores.keySet()) + "]");
    stores.keySet().forEach(this::verified);
    lines.add("  - prune");
  }

  private void step(String text, String source) {
    String type = text.substring(0, text.indexOf(':'));
    lines.add("  - " + text.formatted(source, source));
    lines.add("    id: " + type + "-" + source);
  }

  private void verified(String store) {
    lines.add("  - verify:  # what is stored is read again, to its end");
    lines.add("      checks:");
    lines.add("        - checksum: all");
    databases.keySet().forEach(it -> lines.add("        - dump-readable: " + it + ".dump"));
    trees.keySet().forEach(it -> lines.add("        - archive-readable: " + it + ".tar.zst"));
    lines.add("      in: " + store);
    lines.add("    id: verify-" + store);
  }
}
