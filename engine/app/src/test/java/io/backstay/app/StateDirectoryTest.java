package io.backstay.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StateDirectoryTest {
  @Test
  void theFlagWinsOverTheEnvironment() {
    Map<String, String> environment = Map.of("BACKSTAY_STATE_DIR", "/from/environment");
    assertThat(StateDirectory.of(Optional.of(Path.of("/from/flag")), environment))
        .isEqualTo(Path.of("/from/flag"));
    assertThat(StateDirectory.of(Optional.empty(), environment))
        .isEqualTo(Path.of("/from/environment"));
  }

  @Test
  void withoutEitherItIsThePlaceOfTheUser() {
    Path usual = StateDirectory.of(Optional.empty(), Map.of("XDG_STATE_HOME", "/xdg"));
    boolean root = "root".equals(System.getProperty("user.name"));
    assertThat(usual).isEqualTo(Path.of(root ? "/var/lib/backstay" : "/xdg/backstay"));
  }
}
