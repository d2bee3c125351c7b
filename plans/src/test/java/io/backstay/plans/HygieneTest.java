package io.backstay.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstay.plan.Catalog;
import io.backstay.plan.ProblemCode;
import io.backstay.reference.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nothing but discipline would keep true: codes, hints in messages, loose ends. */
final class HygieneTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern CODE = Pattern.compile("\\b[EWPR][0-9]{3}\\b");
  private static final Pattern COMMAND =
      Pattern.compile("(?:[\"`]|: )backstay ([a-z]+)((?: [^\"`]*)?)");
  private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");

  /** What backstay itself does, and what stands at the head of its files. */
  private static final Set<String> NO_VERBS = Set.of("itself", "manifest", "mark", "pending");

  @TempDir Path state;

  @Test
  void codesAreExplainedAndUsed() {
    Set<String> used = new TreeSet<>();
    sources("src/main/java").entrySet().stream()
        .filter(file -> !file.getKey().endsWith("ProblemCode.java"))
        .forEach(file -> found(CODE, file.getValue()).forEach(code -> used.add(code.group())));
    Set<String> known =
        Arrays.stream(ProblemCode.values())
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(used).isEqualTo(known);
  }

  @Test
  void everyCodeCanBeLookedUp() throws IOException {
    Reference reference = new Reference(Catalog.load());
    for (ProblemCode code : ProblemCode.values()) {
      assertThat(reference.explain(code.name())).isPresent();
      String page = code.docs().replaceAll("^docs: ([^#]+)#.*", "$1");
      assertThat(Files.readString(ROOT.resolve(page))).contains("\n## " + code + "\n");
    }
  }

  @Test
  void commandsThatAreNamedCanBeTyped() {
    Cli cli = new Cli(ROOT, state);
    String verbs = cli.run("--help").expect(0).out();
    Map<String, String> texts = sources("src/main/java");
    texts.putAll(sources("src/main/resources"));
    Map<String, Set<String>> flags = new TreeMap<>();
    texts.forEach(
        (file, text) ->
            found(COMMAND, text)
                .filter(command -> !NO_VERBS.contains(command.group(1)))
                .forEach(
                    command -> {
                      assertThat(verbs).as(file).contains("\n  " + command.group(1) + " ");
                      flags
                          .computeIfAbsent(command.group(1), verb -> new TreeSet<>())
                          .addAll(found(FLAG, command.group(2)).map(MatchResult::group).toList());
                    }));

    assertThat(flags).hasSizeGreaterThan(5);
    flags.forEach(
        (verb, named) -> {
          if (!named.isEmpty()) {
            assertThat(cli.run(verb, "--help").expect(0).out()).contains(named);
          }
        });
  }

  @Test
  void nothingIsLeftForLater() {
    Pattern later = Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b|@Dis" + "abled");
    Map<String, String> texts = sources("src");
    texts.forEach(
        (file, text) ->
            assertThat(later.matcher(text).find()).as("loose ends in " + file).isFalse());
    assertThat(texts).hasSizeGreaterThan(500);
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  /** What is below a folder of every module, by path. */
  private static Map<String, String> sources(String folder) {
    Map<String, String> texts = new TreeMap<>();
    for (String module :
        List.of(
            "engine/language", "engine/runtime", "engine/app", "connectors", "drills", "plans")) {
      Path directory = ROOT.resolve(module).resolve(folder);
      if (Files.isDirectory(directory)) {
        read(directory, texts);
      }
    }
    return texts;
  }

  private static void read(Path directory, Map<String, String> texts) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(it -> it.toString().matches(".*\\.(java|md)")).toList()) {
        texts.put(ROOT.relativize(file).toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
