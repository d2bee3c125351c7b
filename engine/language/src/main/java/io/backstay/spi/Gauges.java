package io.backstay.spi;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What Prometheus knows of a plan: the names of the numbers that its runs write, and those of the
 * file systems of this host, as node_exporter calls them.
 *
 * @param prefix what the names of the plan's numbers begin with
 */
public record Gauges(String prefix) {
  /** Whether the last run succeeded: 1 or 0. */
  public String success() {
    return prefix + "_success";
  }

  /** When the last run that succeeded ended, in seconds since 1970; 0 when none has. */
  public String lastSuccess() {
    return prefix + "_last_success_timestamp";
  }

  /** When the last run that did not succeed ended, in seconds since 1970; 0 when none has. */
  public String lastFailure() {
    return prefix + "_last_failure_timestamp";
  }

  /** How long the last run took, in seconds. */
  public String duration() {
    return prefix + "_duration_seconds";
  }

  /** Size of the newest set, in bytes. */
  public String size() {
    return prefix + "_size_bytes";
  }

  /** Whether the set of the last run is there and proven: 1 or 0. */
  public String verified() {
    return prefix + "_verification_success";
  }

  /** How many sets there are that could be restored. */
  public String count() {
    return prefix + "_total_count";
  }

  /** Free bytes of a file system. */
  public String free(Path mountPoint) {
    return "node_filesystem_avail_bytes" + of(mountPoint);
  }

  /** All bytes of a file system. */
  public String all(Path mountPoint) {
    return "node_filesystem_size_bytes" + of(mountPoint);
  }

  private static String of(Path mountPoint) {
    String text = mountPoint.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return "{mountpoint=\"" + text + "\"}";
  }

  /** What is wrong with a number, or that it is not there at all. */
  public static Optional<String> wrong(String number, String condition) {
    return Optional.of(number + " " + condition + " or absent(" + number + ")");
  }
}
