package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E104;
import static io.backstay.plan.ProblemCode.E105;
import static io.backstay.plan.ProblemCode.E106;
import static io.backstay.plan.ProblemCode.E108;
import static io.backstay.plan.ProblemCode.E109;
import static io.backstay.plan.ProblemCode.E111;
import static io.backstay.plan.ProblemCode.E112;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The subset of YAML that plans are written in, read event by event, so that what is not in the
 * subset is refused before anything is built of it: no anchors, aliases, tags, directives or merge
 * keys, one document, no key twice, and every scalar is text.
 */
final class YamlTree {
  private static final int DEEPEST = 32;
  private static final int MOST_NODES = 20_000;

  private final SourceText source;
  private final ParserImpl events;
  private final List<Problem> problems = new ArrayList<>();
  private int nodes;

  private YamlTree(SourceText source) {
    this.source = source;
    this.events = new ParserImpl(new StreamReader(source.text()), new LoaderOptions());
  }

  /**
   * What a file says.
   *
   * @param problems keys that appear twice; the first one counts
   */
  record Tree(Node.Fields root, List<Problem> problems) {}

  static Tree read(SourceText source) throws Unreadable {
    YamlTree tree = new YamlTree(source);
    try {
      Tree read = new Tree(tree.document(), List.copyOf(tree.problems));
      source.showAgain();
      return read;
    } catch (MarkedYAMLException e) {
      throw new Unreadable(tree.stopped(e));
    }
  }

  private Problem stopped(MarkedYAMLException e) {
    int at = offset(e.getProblemMark());
    int context = e.getContextMark() == null ? at : offset(e.getContextMark());
    return YamlTrouble.stopped(source, context, at);
  }

  private Node.Fields document() throws Unreadable {
    events.getEvent();
    if (events.checkEvent(Event.ID.StreamEnd)) {
      throw unreadable(E111, 0, 0, "the file is empty");
    }
    refuseDirectives((DocumentStartEvent) events.getEvent());
    Node root = node(1);
    events.getEvent();
    if (!events.checkEvent(Event.ID.StreamEnd)) {
      int second = offset(events.peekEvent().getStartMark());
      throw new Unreadable(
          Problem.of(E108, source.position(second, second + 3), "a file holds one plan")
              .label("a second document starts here")
              .help("put it into a file of its own"));
    }
    if (!(root instanceof Node.Fields fields)) {
      throw new Unreadable(
          Problem.of(E111, root.position(), "a plan is a map of keys")
              .help("start with `apiVersion: backstay/v1`, `kind:` and `name:`"));
    }
    return fields;
  }

  private void refuseDirectives(DocumentStartEvent start) throws Unreadable {
    boolean tags = start.getTags() != null && !start.getTags().isEmpty();
    if (start.getVersion() != null || tags) {
      int at = offset(start.getStartMark());
      throw new Unreadable(
          Problem.of(
                  E106, source.position(at, source.text().length()), "plans use no YAML directives")
              .help("remove the line"));
    }
  }

  private Node node(int depth) throws Unreadable {
    Event event = events.getEvent();
    if (depth > DEEPEST) {
      throw unreadable(E109, event, "plans are nested at most " + DEEPEST + " deep");
    }
    if (++nodes > MOST_NODES) {
      throw unreadable(E109, event, "a plan has at most " + MOST_NODES + " values");
    }
    if (event instanceof AliasEvent alias) {
      throw new Unreadable(YamlTrouble.alias(source, offset(alias.getStartMark())));
    }
    refuseAnchors((NodeEvent) event);
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar);
      case SequenceStartEvent start -> items(start, depth);
      default -> fields((MappingStartEvent) event, depth);
    };
  }

  private void refuseAnchors(NodeEvent event) throws Unreadable {
    int at = offset(event.getStartMark());
    if (event.getAnchor() != null) {
      int anchor = source.text().indexOf('&', at);
      throw new Unreadable(
          Problem.of(
                  E105,
                  source.position(anchor, anchor + 1 + event.getAnchor().length()),
                  "plans use no YAML anchors")
              .note("they hide from a reviewer what a line says")
              .help("write the value where it is used, or declare a variable under `vars:`"));
    }
    if (tag(event) != null) {
      throw new Unreadable(YamlTrouble.tag(source, source.text().indexOf('!', at)));
    }
  }

  private static @Nullable String tag(NodeEvent event) {
    return event instanceof ScalarEvent scalar
        ? scalar.getTag()
        : ((CollectionStartEvent) event).getTag();
  }

  private Node.Scalar scalar(ScalarEvent event) {
    int start = offset(event.getStartMark());
    int end = offset(event.getEndMark());
    String text = event.getValue();
    return new Node.Scalar(
        text,
        style(event.getScalarStyle()),
        source.position(start, end),
        new ScalarPlaces(source, start, end, text));
  }

  private static Node.Style style(ScalarStyle style) {
    return switch (style) {
      case PLAIN -> Node.Style.PLAIN;
      case LITERAL, FOLDED -> Node.Style.BLOCK;
      default -> Node.Style.QUOTED;
    };
  }

  private Node.Items items(SequenceStartEvent start, int depth) throws Unreadable {
    List<Node> items = new ArrayList<>();
    while (!events.checkEvent(Event.ID.SequenceEnd)) {
      items.add(node(depth + 1));
    }
    return new Node.Items(items, span(start, events.getEvent()));
  }

  private Node.Fields fields(MappingStartEvent start, int depth) throws Unreadable {
    Map<String, Node.Field> fields = new HashMap<>();
    List<Node.Field> inOrder = new ArrayList<>();
    while (!events.checkEvent(Event.ID.MappingEnd)) {
      Node.Scalar key = key(depth);
      Node.Field field = new Node.Field(key, node(depth + 1));
      Node.Field first = fields.putIfAbsent(key.text(), field);
      if (first == null) {
        inOrder.add(field);
      } else {
        problems.add(twice(first.key(), key));
      }
    }
    return new Node.Fields(inOrder, span(start, events.getEvent()));
  }

  private Node.Scalar key(int depth) throws Unreadable {
    Node key = node(depth + 1);
    if (!(key instanceof Node.Scalar scalar)) {
      throw new Unreadable(
          Problem.of(E112, key.position(), "a key is a word, not a list or a map")
              .help("if this is a text, quote it"));
    }
    if (scalar.text().equals("<<") && scalar.style() == Node.Style.PLAIN) {
      throw new Unreadable(
          Problem.of(E105, scalar.position(), "plans use no YAML merge keys")
              .help("write the keys where they are used"));
    }
    return scalar;
  }

  private static Problem twice(Node.Scalar first, Node.Scalar second) {
    return Problem.of(
            E104, second.position(), "`" + second.text() + "` appears twice in the same map")
        .label("again here")
        .label(first.position(), "first here")
        .note("most YAML parsers silently keep the last one");
  }

  private Position span(Event start, Event end) {
    return source.position(offset(start.getStartMark()), offset(end.getEndMark()));
  }

  private int offset(Mark mark) {
    return source.offset(mark.getLine(), mark.getColumn());
  }

  private Unreadable unreadable(ProblemCode code, Event event, String message) {
    int at = offset(event.getStartMark());
    return unreadable(code, at, at + 1, message);
  }

  private Unreadable unreadable(ProblemCode code, int from, int to, String message) {
    return new Unreadable(Problem.of(code, source.position(from, to), message));
  }
}
