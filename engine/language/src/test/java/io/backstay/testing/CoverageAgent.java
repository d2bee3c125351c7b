package io.backstay.testing;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What a process that a test starts has run counts as covered, as if the test had run it. */
public final class CoverageAgent {
  private CoverageAgent() {}

  /** The options that start it in another JVM; none when nobody measures. */
  public static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        // Not every agent measures coverage, and another one may need what only this process has.
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
        .toList();
  }
}
