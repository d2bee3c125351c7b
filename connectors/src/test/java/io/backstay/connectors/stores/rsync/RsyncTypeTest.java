package io.backstay.connectors.stores.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Prefix;
import io.backstay.spi.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no server could be, and what listings say. */
final class RsyncTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-rw-r-----              6 2026/11/21 23:07:04 a/b c  | a/b c  | 6",
        "-rwxr-xr-x      1,234,567 2026/11/21 23:07:04 x\\#134#012 | x\\#012 | 1234567",
        "-rw-r--r--+             0 2026/11/21 23:07:04 \\#012 | '\n' | 0"
      })
  void aListingSaysWhatThereIs(String line, String path, long bytes) {
    assertThat(Entry.of(line)).contains(new Entry('-', bytes, path));
  }

  @Test
  void whatIsNoEntryIsNone() {
    assertThat(Entry.of("Warning: Permanently added")).isEmpty();
    assertThat(Entry.of("-rw-r----- 6 2026/11/21 23:07:04 \u00ff")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-oProxyCommand=x", "host name", "::module", ""})
  void whatIsNoHostIsRefused(String host) {
    assertThatThrownBy(() -> params(host, "me", "/a")).isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/../b", "", "/srv/*", "/srv/[a]"})
  void whatIsNoDirectoryIsRefused(String path) {
    assertThatThrownBy(() -> params("host", "me", path)).isInstanceOf(Refusal.class);
  }

  @Test
  void whatIsNoUserIsRefused() {
    assertThatThrownBy(() -> params("host", "-l", "/a")).isInstanceOf(Refusal.class);
  }

  private static RsyncType.Params params(String host, String user, String path) {
    return new RsyncType.Params(host, 22, user, Prefix.of(path), null, null, null);
  }
}
