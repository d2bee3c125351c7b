package io.backstay.plan;

/** Whether a problem stops a plan. */
public enum Severity {
  /** Nothing runs until it is mended. */
  ERROR,
  /** It runs, but somebody should know. */
  WARNING
}
