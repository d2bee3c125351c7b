package io.backstay.connectors.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of PostgreSQL.
 *
 * @param major 10 and up; before that versions have another shape and are not served
 * @param minor release within it; -1 where it is not out yet
 */
record Version(int major, int minor) implements Comparable<Version> {
  private static final Pattern SAID = Pattern.compile("\\(PostgreSQL\\) (\\d+)(?:\\.(\\d+))?");

  /** Out of what {@code --version} prints. */
  static Optional<Version> said(String text) {
    Matcher said = SAID.matcher(text);
    return said.find()
        ? Optional.of(
            new Version(
                Integer.parseInt(said.group(1)),
                said.group(2) == null ? -1 : Integer.parseInt(said.group(2))))
        : Optional.empty();
  }

  /** Out of what {@link #toString} gave. */
  static Version plain(String text) {
    return said("(PostgreSQL) " + text)
        .orElseThrow(() -> new IllegalArgumentException("no version: " + text));
  }

  /** Out of {@code server_version_num}. */
  static Version number(String number) {
    int value = Integer.parseInt(number);
    return new Version(value / 10_000, value % 10_000);
  }

  @Override
  public int compareTo(Version other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return minor < 0 ? String.valueOf(major) : major + "." + minor;
  }
}
