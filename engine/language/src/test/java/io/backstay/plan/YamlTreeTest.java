package io.backstay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTreeTest {
  @Test
  void everyScalarIsText() throws Unreadable {
    Node.Fields root = read("on: yes\nat: 22:30\nid: 20260107_120000\nmode: 0600\nq: ~\n").root();

    assertThat(root.fields().stream().map(Node.Field::name))
        .containsExactly("on", "at", "id", "mode", "q");
    assertThat(root.fields().stream().map(field -> ((Node.Scalar) field.value()).text()))
        .containsExactly("yes", "22:30", "20260107_120000", "0600", "~");
  }

  @Test
  void nodesKnowWhereTheyStand() throws Unreadable {
    Node.Fields root = read("a: b\nlist:\n  - {x: 'y'}\n").root();

    assertThat(root.field("a").orElseThrow().value().position()).hasToString("f:1:4");
    Node.Items list = (Node.Items) root.field("list").orElseThrow().value();
    assertThat(list.items().getFirst().position()).isEqualTo(new Position("f", 3, 5, 8));
  }

  @ParameterizedTest
  @MethodSource("aPartOfATextIsFoundInTheFileRows")
  void aPartOfATextIsFoundInTheFile(String yaml, String mark) throws Unreadable {
    SourceText source = new SourceText("f", yaml);
    Node.Scalar scalar =
        (Node.Scalar) YamlTree.read(source).root().field("v").orElseThrow().value();

    Position position = scalar.at(scalar.text().indexOf(mark), mark.length());

    assertThat(marked(yaml, position)).isEqualTo(mark);
  }

  @Test
  void aPartBeyondTheTextIsItsEnd() throws Unreadable {
    Node.Scalar scalar = (Node.Scalar) read("v: abc\n").root().field("v").orElseThrow().value();

    assertThat(scalar.at(3, 1)).isEqualTo(new Position("f", 1, 6, 0));
    assertThat(scalar.at(99, 5)).isEqualTo(new Position("f", 1, 6, 0));
    assertThat(scalar.at(0, 0)).isEqualTo(new Position("f", 1, 4, 0));
  }

  @Test
  void theFirstOfTwoKeysCounts() throws Unreadable {
    YamlTree.Tree tree = read("a: 1\nb: {c: 1, c: 2}\na: 2\n");

    assertThat(tree.problems()).extracting(Problem::code).containsOnly(ProblemCode.E104).hasSize(2);
    assertThat(tree.root().field("a").orElseThrow().value())
        .extracting(node -> ((Node.Scalar) node).text())
        .isEqualTo("1");
  }

  @ParameterizedTest
  @MethodSource("whatIsNotInTheSubsetIsRefusedRows")
  void whatIsNotInTheSubsetIsRefused(String yaml, String code, String message) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(
            Unreadable.class,
            unreadable -> {
              assertThat(unreadable.problem().code()).hasToString(code);
              assertThat(unreadable.problem().message()).isEqualTo(message);
            });
  }

  @ParameterizedTest
  @MethodSource("textThatIsNotYamlSaysWhatToDoRows")
  void textThatIsNotYamlSaysWhatToDo(
      String yaml, String code, String place, String message, String help) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOfSatisfying(
            Unreadable.class,
            unreadable -> {
              Problem problem = unreadable.problem();
              assertThat(problem.message()).isEqualTo(message);
              assertThat(problem.code()).hasToString(code);
              Position at = Objects.requireNonNull(problem.position());
              assertThat(at.line() + ":" + at.column() + "+" + at.length()).isEqualTo(place);
              assertThat(problem.helps()).containsExactly(help);
            });
  }

  @Test
  void whatMayBeSecretIsBlackedOutInAFileThatCannotBeRead() {
    SourceText source =
        new SourceText(
            "f", "name: x\nsecrets:\n  a: *hunter2\nvars:\n  the-password: abc\n  b: c\n");

    SecretLines.hide(source);

    assertThatThrownBy(() -> YamlTree.read(source))
        .isInstanceOfSatisfying(
            Unreadable.class,
            unreadable -> {
              String text =
                  new ProblemText(new Excerpts(Map.of("f", source)), false)
                      .of(List.of(unreadable.problem()));
              assertThat(text).doesNotContain("hunter2");
            });
    assertThat(source.line(5)).contains("  the-password: ••••••••");
    assertThat(source.line(6)).contains("  b: c");
  }

  static Stream<Arguments> aPartOfATextIsFoundInTheFileRows() {
    return rows(
        "v: one MARK two#MARK",
        "v: 'it''s a MARK'#MARK",
        "v: \"a \\t\\x41\\u0042\\U00000043 \\\" MARK\"#MARK",
        "v: |\n  first\n    indented\n\n  then MARK\n  end#MARK",
        "v: >\n  first\n  second MARK\n  end#MARK",
        "v: >-\n  one\n\n  two MARK#MARK",
        "v: plain\n  goes\n\n  on MARK here#MARK",
        "v: 'quoted\n  goes on MARK here'#MARK",
        "v: \"quoted\n\n  goes on MARK here\"#MARK",
        "v: \uD83D\uDE00 MARK#MARK");
  }

  static Stream<Arguments> whatIsNotInTheSubsetIsRefusedRows() {
    return rows(
        "#E111#the file is empty",
        "- a\n#E111#a plan is a map of keys",
        "a: b\n---\nc: d\n#E108#a file holds one plan",
        "%YAML 1.1\n---\na: b\n#E106#plans use no YAML directives",
        "%TAG ! tag:x\n---\na: b\n#E106#plans use no YAML directives",
        "a: &x b\n#E105#plans use no YAML anchors",
        "a: *x\n#E105#plans use no YAML aliases",
        "<<: {a: b}\n#E105#plans use no YAML merge keys",
        "a: !!str b\n#E106#plans use no YAML tags",
        "a: !Ref [b]\n#E106#plans use no YAML tags",
        "a: !Ref {b: c}\n#E106#plans use no YAML tags",
        "a: ! b\n#E106#plans use no YAML tags",
        "? [a]\n: b\n#E112#a key is a word, not a list or a map");
  }

  static Stream<Arguments> textThatIsNotYamlSaysWhatToDoRows() {
    return rows(
        "a: *.gz\n#E101#1:4+4#a plain YAML value cannot start with `*`#quote it: '*.gz'",
        "a: [*.gz, b]\n#E101#1:5+4#a plain YAML value cannot start with `*`#quote it: '*.gz'",
        "a: *x == 1\n#E101#1:4+7#a plain YAML value cannot start with `*`#quote it: '*x == 1'",
        "a: & it's\n#E101#1:4+6#a plain YAML value cannot start with `&`#quote it: '& it''s'",
        "a: %x\n#E101#1:4+2#a plain YAML value cannot start with `%`#quote it: '%x'",
        "a: @x\n#E101#1:4+2#a plain YAML value cannot start with `@`#quote it: '@x'",
        "a: `x`\n#E101#1:4+3#a plain YAML value cannot start with ```#quote it: '`x`'",
        "a: !x\n#E101#1:4+2#a plain YAML value cannot start with `!`#quote it: '!x'",
        "when: !x\n#E101#1:7+2#a plain YAML value cannot start with `!`#conditions use words: and, or, not",
        "d: {p: ${v.x}, c: d}\n#E102#1:8+6#an expression inside `{…}` or `[…]` must be quoted"
            + "#write '${v.x}', or put the map in block form (one key per line)",
        "d: [a, /b/${v.x}_c]\n#E102#1:11+6#an expression inside `{…}` or `[…]` must be quoted"
            + "#write '/b/${v.x}_c', or put the list in block form (one item per line)",
        "d: [${v\n#E102#1:5+2#an expression inside `{…}` or `[…]` must be quoted"
            + "#write '${v', or put the list in block form (one item per line)",
        "a: b: c\n#E103#1:5+1#a plain value cannot contain `: `#quote the value: '…'",
        "a\nb: c\n#E103#2:1+1#this key does not belong to anything"
            + "#check the line above it: it may lack a `:` or be indented otherwise",
        "a:\n  b: 1\n c: 2\n#E103#3:2+4#this line does not line up with anything above it"
            + "#give lines of one list or map the same indentation",
        "a: 'x\nb: 1\n#E103#1:4+1#this quote is never closed#end the text with '",
        "a: \"x\\q\"\n#E103#1:6+2#a text in double quotes has no such escape"
            + "#write \\\\ for a backslash, or use single quotes",
        "a: {b: c\nd: e\n#E103#2:2+1#this `{` is not closed#separate entries with `, ` and end with `}`",
        "a: [\n#E103#1:4+1#the file ends inside a list or map#add the `]` or `}` that is missing",
        "a: 'it's'\n#E103#1:8+1#this is not valid YAML#quote the value if it is a text: '…'",
        "a: ]\n#E103#1:4+1#this is not valid YAML#quote the value if it is a text: '…'",
        "a: > 5\n#E103#1:6+1#this is not valid YAML#quote the value if it is a text: '…'");
  }

  private static Stream<Arguments> rows(String... rows) {
    return Stream.of(rows).map(row -> Arguments.of((Object[]) row.split("#", -1)));
  }

  private static YamlTree.Tree read(String yaml) throws Unreadable {
    return YamlTree.read(new SourceText("f", yaml));
  }

  private static String marked(String yaml, Position position) {
    String line = yaml.lines().toList().get(position.line() - 1);
    return line.substring(position.column() - 1, position.column() - 1 + position.length());
  }
}
