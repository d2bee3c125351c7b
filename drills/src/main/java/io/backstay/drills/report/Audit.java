package io.backstay.drills.report;

import io.backstay.drill.DrillReporter.Audited;
import io.backstay.set.Keyring;
import io.backstay.set.SignedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the evidence of drills is what was written, and all of it: each report is signed,
 * names the forms of it that people read, and names the report before it.
 */
final class Audit {
  private final Path directory;
  private final Keyring keys;
  private final Map<String, String> newest = new HashMap<>();

  Audit(Path directory, Keyring keys) {
    this.directory = directory;
    this.keys = keys;
  }

  /** One line for each report, oldest first. */
  List<Audited> all() throws IOException {
    List<Audited> all = new ArrayList<>();
    for (Path report : directories()) {
      all.add(one(report));
    }
    return all;
  }

  /** Oldest first: ids begin with the time. */
  private List<Path> directories() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private Audited one(Path report) throws IOException {
    String id = String.valueOf(report.getFileName());
    SignedDocument document;
    try {
      document = SignedDocument.read(Files.readAllBytes(report.resolve(Evidence.FILE)), keys);
    } catch (IOException e) {
      return new Audited(
          id, "", "", null, "its " + Evidence.FILE + " cannot be believed: " + said(e));
    }
    Map<String, Object> content = document.content();
    String drill = Evidence.drill(content);
    String wrong = wrong(report, id, drill, document);
    newest.put(drill, document.digest());
    return new Audited(id, drill, String.valueOf(content.get("verdict")), began(content), wrong);
  }

  private static @Nullable Instant began(Map<String, Object> content) {
    return content.get("clock") instanceof Map<?, ?> clock
        ? Instant.parse(text(clock, "started"))
        : null;
  }

  private static String said(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "it is not there"
        : String.valueOf(e.getMessage());
  }

  /** What is wrong with a report that is signed; null when nothing is. */
  private @Nullable String wrong(Path report, String id, String drill, SignedDocument document)
      throws IOException {
    Map<String, Object> content = document.content();
    if (!document.signer().trusted()) {
      return "it is signed by " + document.signer() + ", whom this host does not believe";
    }
    if (!id.equals(content.get("id"))) {
      return "it is the report of " + content.get("id") + ", and lies where another one was";
    }
    String before = content.get("previous") instanceof Map<?, ?> it ? text(it, "sha256") : null;
    String known = newest.get(drill);
    if (before != null && !before.equals(known)) {
      return "the report before it is missing, or is another one";
    }
    if (before == null && known != null) {
      return "it names no report before it, and there is one";
    }
    return form(report, content);
  }

  private static @Nullable String form(Path report, Map<String, Object> content)
      throws IOException {
    if (content.get("forms") instanceof Map<?, ?> forms) {
      for (Map.Entry<?, ?> form : forms.entrySet()) {
        Path file = report.resolve(String.valueOf(form.getKey()));
        boolean same =
            Files.isRegularFile(file)
                && SignedDocument.digest(Files.readAllBytes(file)).equals(form.getValue());
        if (!same) {
          return file.getFileName() + " is missing, or not what was written";
        }
      }
    }
    return null;
  }

  private static String text(Map<?, ?> map, String key) {
    return String.valueOf(map.get(key));
  }
}
