package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** What is written as YAML is read as what it was; every text stays one. */
class YamlTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "word",
        "two words",
        "0 2 * * *",
        "*.dump",
        "a: b",
        "a #b",
        "- x",
        "",
        " ",
        "it's",
        "{}",
        "[x",
        "${vars.x | date('yyyy')}",
        "line\nother \"line\"\n",
        "tab\there",
        "ümläut",
        "!tag",
        "&a",
        "a ",
        "%x",
        "@x",
        "`x`",
        "\\",
        "a/b.c-d_e"
      })
  void aTextStaysWhatItIs(String text) {
    assertThat(read(YamlText.of(Map.of("key", text)))).isEqualTo(Map.of("key", text));
  }

  @Test
  void mapsAndListsStayWhatTheyAre() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("a", List.of("1", Map.of("x", "y", "z", List.of()), List.of("p", "q")));
    inner.put("b: c", Map.of());
    Map<String, Object> outer = Map.of("steps", List.of(inner, "prune", Map.of("to", inner)));
    assertThat(read(YamlText.of(outer))).isEqualTo(outer);
  }

  /** As plans are read: every scalar is a text. */
  private static Object read(String yaml) {
    Yaml reader =
        new Yaml(
            new SafeConstructor(new LoaderOptions()),
            new Representer(new org.yaml.snakeyaml.DumperOptions()),
            new org.yaml.snakeyaml.DumperOptions(),
            new LoaderOptions(),
            new org.yaml.snakeyaml.resolver.Resolver() {
              @Override
              public Tag resolve(
                  org.yaml.snakeyaml.nodes.NodeId kind, String value, boolean implicit) {
                return kind == org.yaml.snakeyaml.nodes.NodeId.scalar
                    ? Tag.STR
                    : super.resolve(kind, value, implicit);
              }
            });
    return reader.load(yaml);
  }
}
