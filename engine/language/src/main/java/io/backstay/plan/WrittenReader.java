package io.backstay.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.Token;

/** Reads how a file is written that {@link YamlTree} has read before. */
final class WrittenReader {
  private final SourceText source;
  private final ParserImpl events;
  private final Deque<Integer> dashes = new ArrayDeque<>();
  private final List<Written.Text> scalars = new ArrayList<>();

  private WrittenReader(SourceText source) {
    this.source = source;
    this.events = new ParserImpl(new StreamReader(source.text()), new LoaderOptions());
  }

  /**
   * A file.
   *
   * @param root what is in it
   * @param comments those outside of texts, in their order
   */
  record File(Written.Group root, List<Written.Comment> comments) {}

  static File read(SourceText source) {
    WrittenReader reader = new WrittenReader(source);
    reader.findDashes();
    reader.events.getEvent();
    reader.events.getEvent();
    Written.Group root = (Written.Group) reader.value();
    return new File(root, reader.comments());
  }

  /** The parser's events do not say where an element of a list begins; tokens do. */
  private void findDashes() {
    ScannerImpl tokens = new ScannerImpl(new StreamReader(source.text()), new LoaderOptions());
    while (!tokens.checkToken(Token.ID.StreamEnd)) {
      Token token = tokens.getToken();
      if (token.getTokenId() == Token.ID.BlockEntry) {
        dashes.add(offset(token.getStartMark()));
      }
    }
  }

  private Written value() {
    Event event = events.getEvent();
    return event instanceof ScalarEvent scalar ? text(scalar) : group((CollectionStartEvent) event);
  }

  private Written.Text text(ScalarEvent event) {
    int start = offset(event.getStartMark());
    int end = offset(event.getEndMark());
    String raw = source.text().substring(start, end);
    Node.Style style = style(event.getScalarStyle());
    Written.Text text = new Written.Text(start, end, raw, event.getValue(), style);
    scalars.add(text);
    return text;
  }

  private static Node.Style style(ScalarStyle style) {
    return switch (style) {
      case PLAIN -> Node.Style.PLAIN;
      case LITERAL, FOLDED -> Node.Style.BLOCK;
      default -> Node.Style.QUOTED;
    };
  }

  private Written.Group group(CollectionStartEvent event) {
    boolean map = event instanceof MappingStartEvent;
    int start = offset(event.getStartMark());
    List<Written.Entry> entries = new ArrayList<>();
    while (!events.checkEvent(map ? Event.ID.MappingEnd : Event.ID.SequenceEnd)) {
      entries.add(map ? field() : element(event.isFlow()));
    }
    int end = offset(events.getEvent().getEndMark());
    boolean oneLine = event.isFlow() && !source.text().substring(start, end).contains("\n");
    return new Written.Group(
        start, end, map, event.isFlow(), oneLine || entries.isEmpty(), entries, new ArrayList<>());
  }

  private Written.Entry field() {
    Written.Text key = text((ScalarEvent) events.getEvent());
    return entry(key, value(), key.start());
  }

  private Written.Entry element(boolean brackets) {
    if (brackets) {
      Written value = value();
      return entry(null, value, value.start());
    }
    int dash = dashes.remove();
    return entry(null, value(), dash);
  }

  private Written.Entry entry(Written.@Nullable Text key, Written value, int start) {
    return new Written.Entry(key, value, start, column(start), begins(start) && apart(start));
  }

  /** The comments: every sign of one that is in no text. */
  private List<Written.Comment> comments() {
    List<Written.Comment> comments = new ArrayList<>();
    String text = source.text();
    int from = 0;
    for (Written.Text scalar : scalars) {
      comments(from, scalar.start(), comments);
      from = scalar.end();
    }
    comments(from, text.length(), comments);
    return comments;
  }

  private void comments(int from, int to, List<Written.Comment> comments) {
    String text = source.text();
    for (int at = text.indexOf('#', from); at >= 0 && at < to; at = text.indexOf('#', at)) {
      int end = lineEnd(at);
      String comment = text.substring(at, end).stripTrailing();
      boolean alone = begins(at);
      comments.add(new Written.Comment(at, column(at), alone, alone && apart(at), comment));
      at = end;
    }
  }

  private int column(int at) {
    return at - lineStart(at);
  }

  private int lineStart(int at) {
    return source.text().lastIndexOf('\n', at - 1) + 1;
  }

  private int lineEnd(int at) {
    int end = source.text().indexOf('\n', at);
    return end < 0 ? source.text().length() : end;
  }

  private boolean begins(int at) {
    return source.text().substring(lineStart(at), at).isBlank();
  }

  /** Whether the line above is empty, and is not part of a text. */
  private boolean apart(int at) {
    int end = lineStart(at) - 1;
    return end > 0
        && source.text().substring(lineStart(end), end).isBlank()
        && scalars.stream()
            .noneMatch(it -> it.keepsEmptyLines() && it.start() < end && end < it.end());
  }

  private int offset(Mark mark) {
    return source.offset(mark.getLine(), mark.getColumn());
  }
}
