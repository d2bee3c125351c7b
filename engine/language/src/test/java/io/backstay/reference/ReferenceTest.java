package io.backstay.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Description;
import io.backstay.plan.Grammar;
import io.backstay.plan.ProblemCode;
import io.backstay.plan.TestCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {
  private static final Reference REFERENCE = new Reference(TestCatalog.get());

  @Test
  void everyWordHasAPage() {
    List<String> paths = REFERENCE.pages().stream().map(Page::path).toList();

    assertThat(paths)
        .contains(
            "connectors/docs/errors.md",
            "connectors/docs/plan-files.md",
            "connectors/docs/README.md")
        .contains("connectors/docs/steps/dump.md", "connectors/docs/stores/s3.md")
        .doesNotHaveDuplicates();
    assertThat(REFERENCE.pages()).allSatisfy(page -> assertThat(page.markdown()).endsWith("\n"));
  }

  @Test
  void aPageSaysWhatAWordTakes() {
    assertThat(REFERENCE.explain("dump"))
        .hasValue(
            """
            # dump (step)

            Dumps a database into an artifact.

            ```yaml
            steps:
              - dump:
                  source: db
                  to: app.dump
                  format: custom
                  compress: gzip
                  jobs: 4
                  record: {schema: true}
            ```

            | parameter | takes | default | meaning |
            |---|---|---|---|
            | `source` | a source | **required** | The database. |
            | `to` | a string | **required** | Name of the artifact. |
            | `format` | one of custom, plain |  | How it is written. |
            | `compress` | a string |  | Compression. |
            | `jobs` | an integer | `1` | Parallel workers. |
            | `record` | a map | `{}` | What is counted. |
            | `record.row-counts` | a list, each a string | `[]` | Said elsewhere. |
            | `record.schema` | a boolean | `false` | Said elsewhere. |

            **Changes** nothing: it only reads.

            Later steps can read:

            - `steps.<id>.artifact.name`, string
            - `steps.<id>.artifact.size`, size

            Beside it may stand: `id` `name` `when` `timeout` `retry` `on-error` `drill`.
            """);
  }

  @Test
  void aWordOfSeveralCategoriesIsExplainedInAll() {
    assertThat(REFERENCE.explain("checksum").orElseThrow())
        .contains("# checksum (step)", "# checksum (check)", "Short form: `checksum: …` gives");
  }

  @Test
  void stepsThatCannotBeTriedAgainSaySo() {
    assertThat(REFERENCE.explain("recreate-database").orElseThrow()).contains("takes no `retry:`");
  }

  @Test
  void keysAndCodesAreExplained() {
    assertThat(REFERENCE.explain("retention").orElseThrow())
        .startsWith("## retention\n\nWhich sets are kept, and for how long;")
        .contains("| `tiers.pick` | one of first-of-day,")
        .contains("| `guard.max-prune` | a percentage | `25%` |");
    assertThat(REFERENCE.explain("stores").orElseThrow())
        .contains("There are: `directory` `rsync` `s3`.");
    assertThat(REFERENCE.explain("preflight").orElseThrow()).contains(" `gzip`");
    assertThat(REFERENCE.explain("e210").orElseThrow()).startsWith("## E210\n\n**");
    assertThat(REFERENCE.explain("nothing")).isEmpty();
  }

  @Test
  void whatStandsBesideAWordIsExplained() {
    Grammar grammar = new Grammar(TestCatalog.get());

    assertThat(REFERENCE.explain("timeout").orElseThrow())
        .startsWith("## timeout\n\nHow long each attempt may take.");
    for (Description.Category category : Description.Category.values()) {
      assertThat(grammar.modifiers(category))
          .allSatisfy(modifier -> assertThat(REFERENCE.explain(modifier)).isPresent());
    }
    assertThat(grammar.structures())
        .allSatisfy(structure -> assertThat(REFERENCE.explain(structure)).isPresent());
  }

  @Test
  void whateverIsExplainableIsExplained() {
    assertThat(REFERENCE.explainable())
        .contains("dump", "steps", "E101", "retention")
        .isSorted()
        .allSatisfy(word -> assertThat(REFERENCE.explain(word)).isPresent());
  }

  @Test
  void thePageOfPlanFilesNamesEveryKey() {
    String page =
        REFERENCE.pages().stream()
            .filter(it -> it.path().equals("connectors/docs/plan-files.md"))
            .findFirst()
            .orElseThrow()
            .markdown();

    assertThat(page)
        .contains(
            "| `apiVersion` | ✓ | ✓ | ✓ | ✓ |", "| `retention` | · |   |", "| `plan` |   | ✓ |");
  }

  @Test
  void thePageOfErrorsNamesEveryCode() {
    String page = REFERENCE.pages().getFirst().markdown();

    assertThat(ProblemCode.values())
        .allSatisfy(code -> assertThat(page).contains("## " + code + "\n"));
  }

  @Test
  void examplesAreRight() {
    Grammar grammar = new Grammar(TestCatalog.get());

    assertThat(grammar.example(Description.Category.STEP, "dump").orElseThrow().problems())
        .isEmpty();
    assertThat(grammar.example(Description.Category.STEP, "tar").orElseThrow().problems())
        .extracting("message")
        .containsExactly("`tar` needs `to`");
    assertThat(grammar.example(Description.Category.STEP, "nothing")).isEmpty();
    assertThat(grammar.structures()).containsExactly("call", "group", "parallel");
  }
}
