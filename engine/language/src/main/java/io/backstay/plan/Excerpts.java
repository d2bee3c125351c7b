package io.backstay.plan;

import java.util.Map;
import java.util.Optional;

/**
 * Lines of plan files, with what may be secret blacked out.
 *
 * @param files by the name that positions use
 */
public record Excerpts(Map<String, SourceText> files) {
  /** Copies the map. */
  public Excerpts {
    files = Map.copyOf(files);
  }

  /** A line without its end, counted from 1; empty when there is none. */
  public Optional<String> line(String file, int number) {
    SourceText text = files.get(file);
    return text == null ? Optional.empty() : text.line(number);
  }
}
