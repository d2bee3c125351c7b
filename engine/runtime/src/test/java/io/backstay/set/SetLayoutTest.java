package io.backstay.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.program.SetRules;
import io.backstay.spi.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetLayoutTest {
  private static SetLayout layout(String path, String search, @Nullable String manifest) {
    return new SetLayout(new SetRules(path, search, manifest, 0600, 0700, null));
  }

  @Test
  void manifestsLieInTheSetOrAside() {
    assertThat(layout("daily/1/", "daily/", "metadata.json").manifest("daily/1/", "id"))
        .isEqualTo("daily/1/metadata.json");
    assertThat(layout("", "", null).manifest("", "id")).isEqualTo(".backstay/id.json");
  }

  @ParameterizedTest
  @CsvSource({
    "metadata.json, true",
    "a/b/metadata.json, true",
    "a/notmetadata.json, false",
    ".backstay/x/metadata.json, false",
    "a/other.json, false"
  })
  void manifestsInSetsAreKnownByName(String key, boolean is) {
    assertThat(layout("x/", "", "metadata.json").isManifest(key)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    ".backstay/id.json, true",
    ".backstay/id.pending.json, false",
    ".backstay/id.verified.jsonl, false",
    ".backstay/sub/id.json, false",
    "id.json, false"
  })
  void manifestsAsideAreKnownByPlace(String key, boolean is) {
    assertThat(layout("", "", null).isManifest(key)).isEqualTo(is);
    assertThat(SetLayout.isPending(key)).isEqualTo(key.contains("pending"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../", "/abs/", "a", "a//", "a/../", "-x/", ".backstay/", ".backstay/x/", "a\\b/"})
  void pathsThatLeadElsewhereAreRefused(String path) {
    assertThatThrownBy(() -> layout(path, "", null))
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.code()).isEqualTo("R701"));
  }

  @Test
  void otherNamesThatLeadElsewhereAreRefused() {
    assertThatThrownBy(() -> layout("a/", "b/", null)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> layout("a/", "", "../m.json")).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> layout("a/", "", ".backstay")).isInstanceOf(Failure.class);
    SetRules linked = new SetRules("", "", null, 0600, 0700, "../latest");
    assertThatThrownBy(() -> new SetLayout(linked)).isInstanceOf(Failure.class);
  }
}
