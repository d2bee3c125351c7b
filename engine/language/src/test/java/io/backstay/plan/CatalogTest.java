package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.StepType;
import io.backstay.spi.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {
  @Test
  void typesAreFoundByCategoryAndName() {
    Catalog catalog = Vocabulary.catalog();

    assertThat(catalog.steps()).containsKeys("dump", "restart").doesNotContainKeys("gzip", "env");
    assertThat(catalog.checks()).containsKeys("gzip", "checksum").doesNotContainKey("dump");
    assertThat(catalog.sources())
        .containsOnlyKeys("files", "postgres", "postgres-instance", "volume");
    assertThat(catalog.services()).containsOnlyKeys("compose", "container", "mute");
    assertThat(catalog.stores()).containsOnlyKeys("directory", "rsync", "s3");
    assertThat(catalog.providers()).containsKeys("env", "systemd");
  }

  @Test
  void oneNameMayBeUsedByTwoCategoriesButNotTwiceByOne() {
    assertThatCode(
            () ->
                Catalog.of(
                    List.of(step("files", Sound.class), new CheckWord<>("files", Sound.class))))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> Catalog.of(List.of(step("files", Sound.class), step("files", Sound.class))))
        .hasMessage("two types are called `files`");
  }

  @Test
  void namesAreWordsOfAPlan() {
    assertRefused(step("Dump", Sound.class), "is not called like a word of a plan");
    assertRefused(step("dump_all", Sound.class), "is not called like a word of a plan");
    assertRefused(step("retry", Sound.class), "has a name that is taken");
    assertRefused(step("parallel", Sound.class), "has a name that is taken");
    assertThatCode(() -> Catalog.of(List.of(new CheckWord<>("retry", Sound.class))))
        .doesNotThrowAnyException();
  }

  @Test
  void everythingIsDocumented() {
    assertThatThrownBy(() -> verify(step("a", Undocumented.class)))
        .hasMessageContaining("has no @Doc");
    assertThatThrownBy(() -> verify(step("a", NoDocOfItsOwn.class)))
        .hasMessageContaining("has no @Doc");
    assertThatThrownBy(() -> verify(step("a", Nested.class)))
        .hasMessageContaining("Undocumented.what has no @Doc");
  }

  @Test
  void parametersCanBeWrittenInAPlan() {
    assertThatThrownBy(() -> verify(step("a", Unwritable.class)))
        .hasMessageContaining("plans cannot write a java.lang.Thread");
    assertThatThrownBy(() -> verify(step("a", UnwritableMap.class)))
        .hasMessageContaining("plans cannot write a java.util.Map<java.lang.Integer");
    assertThatThrownBy(() -> verify(step("a", LikeAModifier.class)))
        .hasMessageContaining("has a parameter with the name of a modifier: timeout");
    assertThatThrownBy(() -> verify(step("a", WrongDefault.class)))
        .hasMessageContaining("has a default that cannot be read: jobs = many");
    assertThatThrownBy(() -> verify(step("a", BrokenDefault.class)))
        .hasMessageContaining("has a default that is not YAML: [");
    assertThatThrownBy(() -> verify(step("a", TwoPrimaries.class)))
        .hasMessageContaining("has two @Primary");
  }

  @Test
  void soundTypesPass() {
    assertThatCode(() -> Vocabulary.catalog().verify()).doesNotThrowAnyException();
    assertThatCode(() -> verify(step("a", Sound.class))).doesNotThrowAnyException();
  }

  @Test
  void whatIsOnTheClassPathIsFound() {
    assertThat(Catalog.load().steps()).isEmpty();
  }

  private static void assertRefused(Type<?> type, String why) {
    assertThatThrownBy(() -> Catalog.of(List.of(type))).hasMessageEndingWith(why);
  }

  private static void verify(Type<?> type) {
    Catalog.of(List.of(type)).verify();
  }

  private static <P extends Record> StepType<P> step(String name, Class<P> params) {
    return new StepWord<>(name, params, Map.of(), true, false);
  }

  @Doc("Sound.")
  record Sound(@Doc("What.") @Default("${plan.name}") String what) {}

  @Doc("One parameter lacks its words.")
  record Undocumented(String what) {}

  record NoDocOfItsOwn(@Doc("What.") String what) {}

  @Doc("Something inside lacks its words.")
  record Nested(@Doc("What.") List<Map<String, Undocumented>> inside) {}

  @Doc("No plan can write it.")
  record Unwritable(@Doc("What.") Thread thread) {}

  @Doc("No plan can write it.")
  record UnwritableMap(@Doc("What.") Map<Integer, String> map) {}

  @Doc("It takes what belongs to all.")
  record LikeAModifier(@Doc("What.") String timeout) {}

  @Doc("Its default is none.")
  record WrongDefault(@Doc("What.") @Default("many") int jobs) {}

  @Doc("Its default is no YAML.")
  record BrokenDefault(@Doc("What.") @Default("[") List<String> jobs) {}

  @Doc("It has two short forms.")
  record TwoPrimaries(@Primary @Doc("What.") String one, @Primary @Doc("What.") String two) {}
}
