package io.backstay.spi;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over the logical names of a set's artifacts: {@code all}, a name, or a glob.
 *
 * @param pattern as written
 */
public record Artifacts(String pattern) {
  /** Every artifact; over an empty set it fails rather than passing vacuously. */
  public static final Artifacts ALL = new Artifacts("all");

  /** The artifact of this name and no other, whatever its name looks like. */
  public static Artifacts exactly(String name) {
    Artifacts plain = new Artifacts(name);
    return plain.glob() ? new Artifacts(name.replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0")) : plain;
  }

  /** Whether one of these means the artifact of this logical name. */
  public static boolean mean(List<Artifacts> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(name));
  }

  /** Whether this is the word {@code all}. */
  public boolean all() {
    return pattern.equals("all");
  }

  /** Whether this is the word {@code wal}: the archived log, which is in no set. */
  public boolean log() {
    return pattern.equals("wal");
  }

  /** Whether it contains glob characters and may therefore match several artifacts, or none. */
  public boolean glob() {
    return pattern.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /** Whether it can be read: a glob whose brackets do not match means nothing. */
  public boolean readable() {
    try {
      return possible(pattern) && (!glob() || matcher() != null);
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Whether the artifact of this logical name is meant. */
  public boolean matches(String name) {
    if (all() || pattern.equals(name)) {
      return true;
    }
    return glob() && possible(name) && matcher().matches(Path.of(name));
  }

  /** No file can be called anything else, so no artifact is. */
  private static boolean possible(String name) {
    return name.indexOf('\0') < 0;
  }

  private PathMatcher matcher() {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }
}
