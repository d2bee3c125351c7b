package io.backstay.spi;

/**
 * Where a store begins. A plan may put what is different in every run into it, such as {@code
 * production/${run.started-at | date('yyyy/MM/dd')}/}: sets are then stored below that, and looked
 * for below the part that is the same for all.
 *
 * @param fixed what every run begins with; all of it, when nothing of it is a run's own
 * @param own the rest, which is this run's
 */
public record Prefix(String fixed, String own) {
  /** One that is the same in every run. */
  public static Prefix of(String fixed) {
    return new Prefix(fixed, "");
  }

  /**
   * What sets of this run lie below, relative to what is fixed: empty, or with a slash at the end.
   */
  public String below() {
    return own.isEmpty() || own.endsWith("/") ? own : own + "/";
  }

  @Override
  public String toString() {
    return fixed + own;
  }
}
