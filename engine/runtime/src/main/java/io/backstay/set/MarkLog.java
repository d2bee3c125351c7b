package io.backstay.set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The marks of one set, one line each, chained: every line names the digest of the one before it,
 * the first one names the manifest's. A line that was changed, removed or moved breaks the chain.
 *
 * @param start digest of the manifest the marks are about
 * @param lines as stored
 * @param marks what they say, as far as they can be read
 * @param sound whether the chain holds; without it the marks prove nothing
 */
record MarkLog(String start, List<String> lines, List<Mark> marks, boolean sound) {

  /** No marks yet. */
  static MarkLog empty(String start) {
    return new MarkLog(start, List.of(), List.of(), true);
  }

  static MarkLog read(String start, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    List<Mark> marks = new ArrayList<>();
    boolean sound = text.endsWith("\n");
    String expected = start;
    for (String line : lines) {
      try {
        Fields fields = new Fields(Canonical.readLine(line), "");
        marks.add(mark(fields));
        sound &= fields.text("previous").equals(expected);
      } catch (IOException | Failure e) {
        sound = false;
      }
      expected = ManifestWriter.sha256(line);
    }
    return new MarkLog(start, lines, List.copyOf(marks), sound);
  }

  MarkLog and(Mark mark) {
    ObjectNode node =
        Canonical.MAPPER
            .createObjectNode()
            .put("mark", mark.kind().word())
            .put("at", mark.at().toString())
            .put("run", mark.run())
            .put("detail", mark.detail())
            .put("previous", lines.isEmpty() ? start : ManifestWriter.sha256(lines.getLast()));
    return new MarkLog(
        start,
        Stream.concat(lines.stream(), Stream.of(Canonical.line(node))).toList(),
        Stream.concat(marks.stream(), Stream.of(mark)).toList(),
        sound);
  }

  byte[] bytes() {
    return lines.stream()
        .map(line -> line + "\n")
        .reduce("", String::concat)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The highest level proven; broken once is broken for good, even where the chain is. */
  Level level() {
    if (broken().isPresent()) {
      return Level.BROKEN;
    }
    return sound
        ? marks.stream().map(m -> m.kind().level()).max(Level::compareTo).orElse(Level.WRITTEN)
        : Level.WRITTEN;
  }

  Optional<Mark> broken() {
    return marks.stream().filter(m -> m.kind() == Mark.Kind.BROKEN).findFirst();
  }

  /** Why it is pinned; empty when it is not. */
  Optional<String> pin() {
    return marks.stream()
        .filter(m -> m.kind() == Mark.Kind.PINNED || m.kind() == Mark.Kind.UNPINNED)
        .reduce((earlier, later) -> later)
        .filter(m -> m.kind() == Mark.Kind.PINNED)
        .map(Mark::detail);
  }

  private static Mark mark(Fields fields) {
    String word = fields.text("mark");
    Mark.Kind kind =
        Stream.of(Mark.Kind.values())
            .filter(k -> k.word().equals(word))
            .findFirst()
            .orElseThrow(() -> Fields.damaged("unknown mark " + word));
    return new Mark(kind, fields.moment("at"), fields.text("run"), fields.text("detail"));
  }
}
