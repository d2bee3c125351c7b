package io.backstay.testing;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What a process that a test starts has run counts as covered, as if the test had run it. */
public final class CoverageAgent {
  private CoverageAgent() {}

  /** The options that start it in another JVM; none when nobody measures. */
  public static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:"))
        .toList();
  }
}
