package io.backstay.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.PlanKind;
import io.backstay.plan.TestCatalog;
import io.backstay.testing.JsonSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class PlanSchemaTest {
  private static final Path PLANS = Path.of("src/test/resources/problems");
  private static final PlanSchema SCHEMA = new Reference(TestCatalog.get()).schema();

  @ParameterizedTest
  @CsvSource({
    "sound.backup.yaml, BACKUP",
    "sound-flat.backup.yaml, BACKUP",
    "two.backup.yaml, BACKUP",
    "sound.restore.yaml, RESTORE",
    "small.restore.yaml, RESTORE",
  })
  void soundPlansFit(String file, PlanKind kind) throws IOException {
    assertThat(new JsonSchema(SCHEMA.of(kind)).misfits(data(file))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "E123-misspelt-key.backup.yaml, .retentoin is not known",
    "E204-misspelt-parameter.backup.yaml, .steps[0].dump.recrod is not known",
    "E204-modifier-under-step.backup.yaml, .steps[0].dump.timeout is not known",
    "E201-misspelt-step.backup.yaml, .steps[0].dmup is not known",
    "E208-misspelt-modifier.backup.yaml, .steps[0].timeuot is not known",
    "E203-parameter-missing.backup.yaml, .steps[0].dump.source is missing",
    "E122-keys-missing.backup.yaml, .name is missing",
  })
  void mistakesDoNot(String file, String misfit) throws IOException {
    assertThat(new JsonSchema(SCHEMA.of(PlanKind.BACKUP)).misfits(data(file))).contains(misfit);
  }

  @Test
  void theKindIsPartOfIt() throws IOException {
    assertThat(new JsonSchema(SCHEMA.of(PlanKind.RESTORE)).misfits(data("small.backup.yaml")))
        .contains(".kind is not Restore", ".plan is missing", ".backup is missing");
    assertThat(PlanSchema.fileName(PlanKind.RESTORE)).isEqualTo("restore.schema.json");
  }

  private static Map<String, Object> data(String file) throws IOException {
    return new Yaml().load(Files.readString(PLANS.resolve(file)));
  }
}
