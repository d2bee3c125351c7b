package io.backstay.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Files in every way of writing that a plan may have, with numbered comments all over. */
final class Untidy {
  private static final List<String> PLAIN =
      List.of("a", "two words", "x:y", "a#b", "-v", "'${run.id}'", "yes", "007", "''", "\"q\"");
  private static final List<String> LINES =
      List.of("\"a\n\n   b \\\n  c\"", "'it''s\n   more'", "plain\n    and\n\n    more");
  private static final List<String> BLOCKS = List.of("|", ">", "|-", ">+", "|+", "|2", ">1-");

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int comments;

  Untidy(long seed) {
    this.random = new Random(seed);
  }

  /** How many comments it has: {@code #1} and so on. */
  int comments() {
    return comments;
  }

  String text() {
    above(0);
    text.append(random.nextBoolean() ? "kind: Backup\napiVersion: backstay/v1\n" : "---\n");
    boolean headed = text.indexOf("kind") >= 0;
    if (!headed) {
      text.append("apiVersion: backstay/v1\nkind:   \"Backup\"");
      beside();
    }
    for (String key : shuffled("vars", "steps", "sources", "name", "stores", "odd")) {
      above(0);
      text.append(key).append(':');
      value(0, 3);
    }
    above(random.nextInt(3));
    return text.toString();
  }

  private List<String> shuffled(String... keys) {
    List<String> list = new ArrayList<>(List.of(keys));
    Collections.shuffle(list, random);
    return list;
  }

  /** Behind a colon or dash; ends its line. */
  private void value(int indent, int depth) {
    switch (random.nextInt(depth == 0 ? 3 : 6)) {
      case 0 -> scalar(indent);
      case 1 -> {
        text.append(' ').append(brackets(2, random.nextBoolean(), indent));
        beside();
      }
      case 2 -> block(indent);
      case 3 -> list(indent, depth);
      default -> map(indent, depth);
    }
  }

  private void scalar(int indent) {
    if (random.nextInt(4) == 0) {
      String margin = " ".repeat(indent);
      text.append(' ').append(any(LINES).replace("\n", "\n" + margin));
    } else {
      text.append(" ".repeat(random.nextInt(3) + 1)).append(any(PLAIN));
    }
    beside();
  }

  private void block(int indent) {
    String header = any(BLOCKS);
    String digit = header.replaceAll("[^0-9]", "");
    int margin = indent + (digit.isEmpty() ? 1 + random.nextInt(4) : Integer.parseInt(digit));
    text.append(' ').append(header).append('\n');
    text.append(" ".repeat(margin)).append("first # no comment\n\n");
    text.append(" ".repeat(margin + 2)).append("- second: {\n");
    text.append("\n".repeat(random.nextInt(3)));
  }

  private void list(int indent, int depth) {
    beside();
    int in = indent + (indent == 0 ? 0 : 1) + random.nextInt(3);
    for (int i = random.nextInt(3); i >= 0; i--) {
      above(in);
      text.append(" ".repeat(in)).append('-');
      if (random.nextBoolean()) {
        text.append(" k:");
        value(in + 2, depth - 1);
        above(in + 2);
        text.append(" ".repeat(in + 2)).append("dump:");
        value(in + 2, depth - 1);
      } else {
        value(in, depth - 1);
      }
    }
    above(in);
  }

  private void map(int indent, int depth) {
    beside();
    int in = indent + 1 + random.nextInt(4);
    for (String key : shuffled("id", "tar", "'on'", "source")) {
      above(in);
      text.append(" ".repeat(in)).append(key).append(':');
      value(in, depth - 1);
    }
    above(in);
  }

  private String brackets(int depth, boolean broken, int indent) {
    boolean map = random.nextBoolean();
    String gap = broken ? "\n" + " ".repeat(indent + 1) : " ";
    String inside =
        IntStream.range(0, random.nextInt(4))
            .mapToObj(i -> (map ? "k" + i + ": " : "") + element(depth, indent))
            .collect(Collectors.joining("," + (broken ? comment() : "") + gap));
    return (map ? "{" : "[") + gap + inside + gap + (map ? "}" : "]");
  }

  private String element(int depth, int indent) {
    return depth > 0 && random.nextInt(3) == 0
        ? brackets(depth - 1, random.nextInt(3) == 0, indent + 1)
        : any(PLAIN);
  }

  /** Comments, and empty lines, each alone on its line, indented like this or nearly so. */
  private void above(int indent) {
    while (random.nextInt(3) == 0) {
      text.append(random.nextBoolean() ? "\n" : "");
      text.append(" ".repeat(Math.max(0, indent + random.nextInt(3) - 1)));
      text.append(numbered()).append('\n');
      text.append(random.nextInt(3) == 0 ? "  \n" : "");
    }
  }

  private void beside() {
    text.append(comment()).append('\n');
  }

  private String comment() {
    return random.nextInt(3) == 0 ? " ".repeat(1 + random.nextInt(9)) + numbered() : "";
  }

  private String numbered() {
    comments++;
    return "#" + comments + ".";
  }

  private String any(List<String> some) {
    return some.get(random.nextInt(some.size()));
  }
}
