package io.backstay.run;

/** The version that journals and manifests name; a test compares it with the build. */
final class EngineVersion {
  static final String NUMBER = "0.1.0";

  private EngineVersion() {}
}
