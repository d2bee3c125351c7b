package io.backstay.plan;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files one reading opens, each of them once: what was found to be secret in a file stays
 * blacked out however often its content is looked at.
 */
final class PlanTexts {
  private final Map<String, SourceText> files = new LinkedHashMap<>();
  private final Map<Path, Opened> opened = new LinkedHashMap<>();
  private final Map<Path, String> instead;

  /**
   * Nothing opened yet.
   *
   * @param instead what these files say, whatever there is of them
   */
  PlanTexts(Map<Path, String> instead) {
    this.instead = instead;
  }

  /**
   * A file.
   *
   * @param text for showing lines of it
   * @param tree what it says
   */
  record Opened(SourceText text, YamlTree.Tree tree) {}

  /**
   * Opens a file, or finds it open.
   *
   * @param name what messages call it
   */
  Opened open(Path path, String name) throws Unreadable {
    Opened known = opened.get(path);
    if (known != null) {
      return known;
    }
    String given = instead.get(path);
    SourceText text =
        given == null ? PlanFile.read(path, name, files) : new SourceText(name, given);
    Opened now = new Opened(text, YamlTree.read(text));
    opened.put(path, now);
    return now;
  }

  /** The environments that the files declare. */
  List<String> environments() {
    return opened.values().stream()
        .flatMap(one -> Environments.names(one.tree().root()).stream())
        .distinct()
        .toList();
  }

  Excerpts excerpts() {
    return new Excerpts(files);
  }
}
