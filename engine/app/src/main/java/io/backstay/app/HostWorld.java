package io.backstay.app;

import io.backstay.spi.Failure;
import io.backstay.spi.ProviderWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What secret providers may use on this host.
 *
 * @param environment of the process
 * @param projectRoot where relative paths start
 */
record HostWorld(Map<String, String> environment, Path projectRoot) implements ProviderWorld {
  private static final int LONGEST = 64 << 10;
  private static final int PATIENCE_SECONDS = 30;

  @Override
  public String output(List<String> argv) {
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(projectRoot.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    try {
      Process process = builder.start();
      Thread killer = Thread.startVirtualThread(() -> killLate(process));
      byte[] output = process.getInputStream().readNBytes(LONGEST);
      int exit = process.waitFor();
      killer.interrupt();
      if (exit != 0) {
        throw Failure.of("P111", "`" + argv.getFirst() + "` exited with " + exit)
            .help("run it by hand as the same user; its output is a secret and not shown");
      }
      return new String(output, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Failure.of("P111", "cannot run `" + argv.getFirst() + "`").because(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.of("P111", "interrupted while `" + argv.getFirst() + "` ran").because(e);
    }
  }

  private static void killLate(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // the process ended in time
    }
  }
}
