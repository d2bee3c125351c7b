package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class JsonSchemaTest {
  private final Map<String, Object> schema = JsonSchema.of(PlanKind.BACKUP, Catalog.of(List.of()));

  @Test
  void everyKeyOfTheKindIsThereAndNoOther() {
    Map<?, ?> keys = (Map<?, ?>) Objects.requireNonNull(schema.get("properties"));
    assertThat(keys.keySet().stream().map(Object::toString).toList())
        .hasSameElementsAs(TopKey.of(PlanKind.BACKUP).stream().map(TopKey::key).toList());
    assertThat(schema).containsEntry("additionalProperties", false);
  }

  @Test
  void whatAPlanNeedsIsRequired() {
    assertThat(
            ((List<?>) Objects.requireNonNull(schema.get("required")))
                .stream().map(Object::toString).toList())
        .contains("apiVersion", "kind", "name", "steps");
  }
}
