package io.backstay.spi;

import java.nio.file.Path;

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

  /** The last drill of a name, in numbers. */
  public record OfDrill(String prefix, String drill) {
    /** Whether it passed: 1 or 0. */
    public String success() {
      return number("success");
    }

    /** When the last one that passed began, in seconds since 1970; 0 when none has. */
    public String lastSuccess() {
      return number("last_success_timestamp");
    }

    /** When the last one that did not pass began, in seconds since 1970; 0 when all have. */
    public String lastFailure() {
      return number("last_failure_timestamp");
    }

    /** How long the restore took, in seconds; there is none when that was not measured. */
    public String rto() {
      return number("rto_seconds");
    }

    /** How much would have been lost, in seconds; there is none when that was not measured. */
    public String rpo() {
      return number("rpo_seconds");
    }

    /** When the next one is due, in seconds since 1970; there is none without a schedule. */
    public String due() {
      return number("due_timestamp");
    }

    private String number(String name) {
      return prefix + "_drill_" + name + "{drill=\"" + drill + "\"}";
    }
  }

  /** The numbers of a drill. */
  public OfDrill drill(String name) {
    return new OfDrill(prefix, name);
  }

  /** The last run of a Restore, in numbers; there are none before the first. */
  public record OfRestore(String prefix, String restore) {
    /** Whether it succeeded: 1 or 0. */
    public String success() {
      return number("success");
    }

    /** When the last one that succeeded ended, in seconds since 1970; 0 when none has. */
    public String lastSuccess() {
      return number("last_success_timestamp");
    }

    /** When the last one that did not succeed ended, in seconds since 1970; 0 when all have. */
    public String lastFailure() {
      return number("last_failure_timestamp");
    }

    /** How long the last one took, in seconds. */
    public String duration() {
      return number("duration_seconds");
    }

    private String number(String name) {
      return prefix + "_restore_" + name + "{restore=\"" + restore + "\"}";
    }
  }

  /** The numbers of a Restore. */
  public OfRestore restore(String name) {
    return new OfRestore(prefix, name);
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
  public static String wrong(String number, String condition) {
    return number + " " + condition + " or absent(" + number + ")";
  }
}
