package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A drill, and how it has to end.
 *
 * @param store where the sets are
 * @param source what is restored
 * @param disaster what goes wrong
 * @param ending the verdict, and what comes of the fault
 * @param found the step or the part of the drill whose line is to be named; empty for none
 */
record DrillCase(String store, String source, Disaster disaster, String ending, String found) {
  static DrillCase of(String line) {
    String[] cells = line.split("\\|", -1);
    return new DrillCase(
        cells[0].strip(),
        cells[1].strip(),
        Disaster.called(cells[2].strip()),
        cells[3].strip(),
        cells[4].strip());
  }

  private String verdict() {
    return ending.split(",")[0];
  }

  String expected() {
    return ending.contains(", ") ? ending.split(", ")[1] : "recovered";
  }

  /** What is damaged is used for nothing else. */
  String name() {
    String own = disaster.ownSet() ? "-" + disaster.name().toLowerCase(Locale.ROOT) : "";
    return (store + "-" + source).replace(' ', '-') + own;
  }

  /** Its row in the page of all of them. */
  String row() {
    String where = found.isEmpty() ? "" : "`" + found + "`";
    return "| %s | %s | %s | %s | %s |%n".formatted(store, source, disaster.says(), ending, where);
  }

  /**
   * Looks whether it has ended like that.
   *
   * @param report what the drill has printed
   * @param plans where its files are
   * @param plan what they are called
   */
  void judge(int exit, String report, Path plans, String plan) throws IOException {
    JsonNode said = new ObjectMapper().readTree(report);
    assertThat(said.at("/verdict").asText()).as(report).isEqualTo(verdict());
    assertThat(exit).isEqualTo(Map.of("passed", 0, "failed", 4, "not-started", 3).get(verdict()));
    if (ending.contains(", ")) {
      assertThat(said.at("/injections/0/observed").asText()).isEqualTo(expected());
    }
    if (!verdict().equals("passed")) {
      assertThat(said.at("/findings/0/text").asText()).contains(disaster.word());
    }
    if (!found.isEmpty()) {
      assertThat(said.at("/findings/0/where").asText()).contains(line(plans, plan));
    }
    assertThat(said.at("/teardown/left")).isEmpty();
  }

  /** The file and the line where it says what was found. */
  private String line(Path plans, String plan) throws IOException {
    boolean drill = found.equals("drill") || found.equals("inject");
    String file = plan + (drill ? ".drill.yaml" : ".restore.yaml");
    List<String> lines = Files.readAllLines(plans.resolve(file));
    String sought =
        Map.of("drill", "  - ", "inject", "  - corrupt").getOrDefault(found, "  - " + found);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(sought)) {
        return file + ":" + (i + 1) + ":";
      }
    }
    throw new AssertionError(file + " has no " + found);
  }
}
