package io.backstay.connectors.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Finding;
import io.backstay.spi.Secret;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and where that is looked for. */
class TokensTest {
  private final Hands clock = new Hands();
  private final GcsDouble server = new GcsDouble(clock);
  @TempDir Path dir;
  private TestTools tools;

  /** A clock that a test sets. */
  private static final class Hands extends Clock {
    private Instant now = TestTools.NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void begin() {
    tools = new TestTools(dir, clock).secret("key", server.key());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private GcsStore store(@Nullable String key) {
    return new GcsStore(
        "offsite",
        new GcsType.Params(
            "bucket",
            null,
            key == null ? null : new Secret(key),
            URI.create("http://127.0.0.1:" + server.address().getPort()),
            null,
            null));
  }

  private Tokens tokens(Map<String, String> environment) {
    return new Tokens(store(null), tools, environment);
  }

  private void assertLetsIn(Tokens tokens) throws IOException {
    assertThat(server.accounts().valid).contains(tokens.token());
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() throws IOException {
    Tokens tokens = new Tokens(store("key"), tools, Map.of());
    String first = tokens.token();
    clock.now = clock.now.plus(Duration.ofMinutes(50));
    assertThat(tokens.token()).isEqualTo(first);
    clock.now = clock.now.plus(Duration.ofMinutes(6));

    assertThat(tokens.token()).isNotEqualTo(first);
  }

  @Test
  void withoutCredentialsItLooksWhereGooglesProgramsLook() throws IOException {
    Path named = Files.writeString(dir.resolve("named.json"), server.key());
    Path usual = Files.createDirectories(dir.resolve(".config/gcloud"));
    Files.writeString(
        usual.resolve("application_default_credentials.json"), server.accounts().usersFile());
    String machine = "127.0.0.1:" + server.address().getPort();

    assertLetsIn(tokens(Map.of("GOOGLE_APPLICATION_CREDENTIALS", named.toString())));
    assertLetsIn(tokens(Map.of("HOME", dir.toString())));
    assertLetsIn(tokens(Map.of("CLOUDSDK_CONFIG", usual.toString())));
    assertLetsIn(tokens(Map.of("GCE_METADATA_HOST", machine)));
  }

  @Test
  void whereThereIsNothingItSaysWhatToDo() {
    assertThatThrownBy(() -> tokens(Map.of("GCE_METADATA_HOST", "127.0.0.1:1")).token())
        .hasMessageContaining("no credentials");
    assertThatThrownBy(() -> tokens(Map.of("GOOGLE_APPLICATION_CREDENTIALS", "/no/such")).token())
        .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void aWrongClockIsNamed() {
    Clock late = Clock.fixed(TestTools.NOW.plus(Duration.ofHours(2)), ZoneOffset.UTC);
    TestTools elsewhere = new TestTools(dir, late).secret("key", server.key());

    Finding found = store("key").probe(elsewhere).getFirst();

    assertThat(found.help()).contains("clock");
  }
}
