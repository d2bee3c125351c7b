package io.backstay.plan;

/** Kinds of files. */
public enum PlanKind {
  /** What to protect, how, how often, how long. */
  BACKUP("Backup"),
  /** A reviewed runbook that brings it back. */
  RESTORE("Restore"),
  /** Runs a Restore on scratch resources and measures. */
  DRILL("Drill"),
  /** Exports names; never run. */
  LIBRARY("Library"),
  /** Scheduler and interface of a host. */
  SERVER("Server");

  private final String word;

  PlanKind(String word) {
    this.word = word;
  }

  /** As {@code kind:} writes it. */
  public String word() {
    return word;
  }
}
