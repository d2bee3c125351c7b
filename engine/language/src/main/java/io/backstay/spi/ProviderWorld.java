package io.backstay.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a secret provider may use. */
public interface ProviderWorld {
  /** The environment of the process. */
  Map<String, String> environment();

  /** The directory relative paths start from. */
  Path projectRoot();

  /**
   * Runs a program without a shell and returns what it printed, at most 64 KiB.
   *
   * @throws Failure when it cannot be started, fails, or takes longer than 30 seconds
   */
  String output(List<String> argv);
}
