package io.backstay.set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The marks of one set, one line each, chained and signed: every line names the digest of the one
 * before it, the first one names the manifest's. A line that was changed, removed or moved breaks
 * the chain, and one that nobody has signed breaks it, too.
 *
 * @param start digest of the manifest the marks are about
 * @param lines as stored
 * @param entries what they say, as far as they can be read
 * @param sound whether the chain holds; without it the marks prove nothing
 */
record MarkLog(String start, List<String> lines, List<Entry> entries, boolean sound) {
  private static final String SIGNED = "backstay mark\n";

  /**
   * A mark and who made it.
   *
   * @param mark what it says
   * @param trusted whether this host believes whoever made it; others may say that a set is broken
   *     or is to be kept, never that it is proven
   */
  record Entry(Mark mark, boolean trusted) {
    boolean counts() {
      return trusted || mark.kind() == Mark.Kind.BROKEN || mark.kind() == Mark.Kind.PINNED;
    }
  }

  /** No marks yet. */
  static MarkLog empty(String start) {
    return new MarkLog(start, List.of(), List.of(), true);
  }

  /**
   * Reads stored marks.
   *
   * @param signed whether the set is signed; the marks of one that is not need not be
   */
  static MarkLog read(String start, byte[] bytes, boolean signed, Vouching vouching) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();
    List<Entry> entries = new ArrayList<>();
    boolean sound = text.endsWith("\n");
    String expected = start;
    for (String line : lines) {
      try {
        Fields fields = new Fields(Canonical.readLine(line), "");
        Signer signer = signer(fields, vouching);
        Mark mark = mark(fields);
        entries.add(new Entry(mark, signer.trusted() || (!signed && signer.key() == null)));
        sound &= fields.text("previous").equals(expected) && (signer.key() != null || !signed);
      } catch (IOException | Failure e) {
        sound = false;
      }
      expected = ManifestWriter.sha256(line);
    }
    return new MarkLog(start, lines, List.copyOf(entries), sound);
  }

  private static Signer signer(Fields fields, Vouching vouching) {
    if (!fields.has("signature")) {
      return Signer.NOBODY;
    }
    ObjectNode content = ((ObjectNode) fields.node()).deepCopy();
    content.remove(List.of("key", "signature"));
    Manifest.Signature signature =
        new Manifest.Signature(fields.text("key"), fields.text("signature"));
    return vouching.of(signature, SIGNED + Canonical.line(content));
  }

  MarkLog and(Mark mark, Keyring keys) {
    ObjectNode node =
        Canonical.MAPPER
            .createObjectNode()
            .put("mark", mark.kind().word())
            .put("at", mark.at().toString())
            .put("run", mark.run())
            .put("detail", mark.detail())
            .put("previous", last());
    Instant until = mark.until();
    if (until != null) {
      node.put("until", until.toString());
    }
    Manifest.Signature signature = keys.sign(SIGNED + Canonical.line(node));
    node.put("key", signature.key()).put("signature", signature.value());
    return new MarkLog(
        start,
        Stream.concat(lines.stream(), Stream.of(Canonical.line(node))).toList(),
        Stream.concat(entries.stream(), Stream.of(new Entry(mark, true))).toList(),
        sound);
  }

  /** What names the state it is in: the digest of its last line, or of the manifest. */
  String last() {
    return lines.isEmpty() ? start : ManifestWriter.sha256(lines.getLast());
  }

  /** Whether it has been in a state, which {@link #last} named then. */
  boolean passedBy(String state) {
    return state.equals(start)
        || lines.stream().anyMatch(line -> ManifestWriter.sha256(line).equals(state));
  }

  /** The same, found out to be another than it was. */
  MarkLog unsound() {
    return new MarkLog(start, lines, entries, false);
  }

  byte[] bytes() {
    return lines.stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What they say, oldest first. */
  List<Mark> marks() {
    return entries.stream().map(Entry::mark).toList();
  }

  private Stream<Mark> counting() {
    return entries.stream().filter(Entry::counts).map(Entry::mark);
  }

  /** The highest level proven; broken once is broken for good, even where the chain is. */
  Level level() {
    if (broken().isPresent()) {
      return Level.BROKEN;
    }
    return sound
        ? counting().map(m -> m.kind().level()).max(Level::compareTo).orElse(Level.WRITTEN)
        : Level.WRITTEN;
  }

  /** The newest mark that says what {@link #level} says. */
  Optional<Mark> proof() {
    Level level = level();
    return counting()
        .filter(m -> level == Level.BROKEN ? m.kind() == Mark.Kind.BROKEN : m.kind().proves(level))
        .reduce((earlier, later) -> later);
  }

  Optional<Mark> broken() {
    return marks().stream().filter(m -> m.kind() == Mark.Kind.BROKEN).findFirst();
  }

  /** The mark that pins it; empty when none does. */
  Optional<Mark> pin() {
    return counting()
        .filter(m -> m.kind() == Mark.Kind.PINNED || m.kind() == Mark.Kind.UNPINNED)
        .reduce((earlier, later) -> later)
        .filter(m -> m.kind() == Mark.Kind.PINNED);
  }

  private static Mark mark(Fields fields) {
    String word = fields.text("mark");
    Mark.Kind kind =
        Stream.of(Mark.Kind.values())
            .filter(k -> k.word().equals(word))
            .findFirst()
            .orElseThrow(() -> Fields.damaged("unknown mark " + word));
    Instant until = fields.has("until") ? fields.moment("until") : null;
    return new Mark(kind, fields.moment("at"), fields.text("run"), fields.text("detail"), until);
  }
}
