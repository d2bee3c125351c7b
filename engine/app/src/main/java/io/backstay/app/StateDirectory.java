package io.backstay.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this user's backstay keeps journals, locks and keys. */
final class StateDirectory {
  private StateDirectory() {}

  static Path of(Optional<Path> flag, Map<String, String> environment) {
    String set = environment.getOrDefault("BACKSTAY_STATE_DIR", "");
    Path path = flag.orElseGet(() -> set.isEmpty() ? usual(environment) : Path.of(set));
    return path.toAbsolutePath().normalize();
  }

  private static Path usual(Map<String, String> environment) {
    if ("root".equals(System.getProperty("user.name"))) {
      return Path.of("/var/lib/backstay");
    }
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(xdg);
    return base.resolve("backstay");
  }
}
