package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
  private static final Layout LAYOUT = new Layout(Vocabulary.catalog());
  private static final String HEAD = "apiVersion: backstay/v1\nkind: Backup\nname: x\n";

  @TempDir Path directory;

  @Test
  void aFileComesOutInTheOrderOfTheLanguageWithItsCommentsBesideWhatTheyAreAbout() {
    String before =
        """
        # What the file is about
        kind: "Backup"
        apiVersion: 'backstay/v1'
        # The work
        steps:
        - id: one     # the first
          dump: {to: 'x.dump', source: db}
          # why later
          when: vars.often
        -   upload: [ here,   # near
                      'there' ]
        - prune


        vars: {often: yes}
        sources:
            db:
                # where it is
                postgres:
                    database: "app"
                    host: ${vars.host}     # the name
        # what is not said
        name: x
        """;

    assertThat(laid(before))
        .isEqualTo(
            """
            # What the file is about
            apiVersion: backstay/v1
            kind: Backup

            # what is not said
            name: x

            vars: {often: yes}

            sources:
              db:
                # where it is
                postgres:
                  database: app
                  host: ${vars.host}           # the name

            # The work
            steps:
              - dump: {source: db, to: x.dump}
                id: one   # the first
                # why later
                when: vars.often
              - upload:
                  - here          # near
                  - there
              - prune
            """);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'a word' | a word",
        "\"it's\" | it's",
        "'a: b' | 'a: b'",
        "\"'a': b\" | \"'a': b\"",
        "'yes' | 'yes'",
        "'0 2 * * *' | '0 2 * * *'",
        "'-10min' | '-10min'",
        "'*.gz' | '*.gz'",
        "'' | ''",
        "\"\\u00e9\" | \"\\u00e9\"",
        "['a,b', 'c'] | ['a,b', c]",
        "'a,b' | a,b",
        "'null' | 'null'",
        "'x #1' | 'x #1'",
      })
  void quotesStayWhereAReaderNeedsThem(String before, String after) {
    assertThat(laid(HEAD + "description: " + before + "\n"))
        .isEqualTo(HEAD + "description: " + after + "\n");
  }

  @Test
  void linesEndAndBeginAlike() {
    assertThat(laid("---\r\n" + HEAD.replace("\n", "\r\n") + "labels:  # why\r\n    a:   b\r\n"))
        .isEqualTo(HEAD + "\nlabels:  # why\n  a: b\n");
  }

  /** Nothing is lost, nothing is moved twice: thousands of files, each of them a mess. */
  @Test
  void whateverIsWrittenIsKept() throws Unreadable {
    for (int seed = 0; seed < 1500; seed++) {
      Untidy untidy = new Untidy(seed);
      String text = untidy.text();

      Layout.Laid laid = LAYOUT.of(new SourceText("f", text));

      assertThat(laid).as("seed %d of%n%s", seed, text).isInstanceOf(Layout.Out.class);
      String after = ((Layout.Out) laid).after();
      assertThat(LAYOUT.of(new SourceText("f", after)))
          .as("once more, seed %d of%n%s", seed, text)
          .isEqualTo(new Layout.Out(after, after));
      assertThat(IntStream.rangeClosed(1, untidy.comments()).filter(n -> lost(text, after, n)))
          .as("comments lost or doubled, seed %d of%n%sto%n%s", seed, text, after)
          .isEmpty();
    }
  }

  private static boolean lost(String before, String after, int comment) {
    String sign = "#" + comment + "\\.";
    return before.split(sign, -1).length != after.split(sign, -1).length;
  }

  /** Those that are not YAML, or not ours, are refused; each other one comes out. */
  @Test
  void plansOfTheTestsComeOutTheSameTwice() throws IOException {
    int laid = 0;
    for (Path file : plans()) {
      switch (LAYOUT.of(file, "f")) {
        case Layout.Out out -> {
          laid++;
          assertThat(laid(out.after())).as("%s", file).isEqualTo(out.after());
        }
        case Layout.Refused refused ->
            assertThat(refused.problems()).as("%s", file).allMatch(it -> it.position() != null);
        case Layout.Unproven ignored -> throw new AssertionError(file);
      }
    }
    assertThat(laid).isGreaterThan(80);
  }

  private static List<Path> plans() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/problems"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @Test
  void whatIsSaidTwiceOrIsNoPlanIsRefused() throws IOException {
    assertThat(refusal(HEAD + "name: y\n")).isEqualTo("E104 f:4:1");
    assertThat(refusal(HEAD + "vars: {a\n")).startsWith("E103 f:");
    assertThat(refusal("apiVersion: backstay/v1\nname: x\n")).startsWith("E122 f:1:1");
  }

  /** The proof notices what the rest of it must never do. */
  @Test
  void aTextThatSaysSomethingElseIsNoProof() throws Unreadable {
    SourceText source = new SourceText("f", "a: b # c\nd: [e, '']\n");
    Node.Fields said = YamlTree.read(source).root();
    List<Written.Comment> comments = WrittenReader.read(source).comments();

    assertThat(Stream.of("a: b\nd:\n  - e # c\n  - ''\n"))
        .allMatch(text -> LayoutProof.holds(said, comments, text));
    assertThat(
            Stream.of(
                "a: b\nd: [e, '']\n",
                "a: b # c\nd: [e, ]\n",
                "a: b # c\nd: [e]\n",
                "a: x # c\nd: [e, '']\n",
                "d: [e, ''] # c\na: b\n",
                "a: b # c\nd: {e: ''}\n",
                "a: b # c\nd: [e, '']\nd: x\n",
                "a: [b] # c\nd: [e, '']\n",
                "a: b # c\nd: [e, ''\n"))
        .noneMatch(text -> LayoutProof.holds(said, comments, text));
  }

  private String refusal(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("f"), text);
    Problem first = ((Layout.Refused) LAYOUT.of(file, "f")).problems().getFirst();
    return first.code() + " " + first.position();
  }

  private static String laid(String text) {
    try {
      return ((Layout.Out) LAYOUT.of(new SourceText("f", text))).after();
    } catch (Unreadable unreadable) {
      throw new AssertionError(unreadable.problem().message(), unreadable);
    }
  }
}
