package io.backstay.app;

/** The version of this backstay; a test compares it with the build. */
final class Version {
  static final String NUMBER = "0.1.0";

  private Version() {}
}
