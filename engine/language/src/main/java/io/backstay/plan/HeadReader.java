package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E120;
import static io.backstay.plan.ProblemCode.E121;
import static io.backstay.plan.ProblemCode.E122;
import static io.backstay.plan.ProblemCode.E123;
import static io.backstay.plan.ProblemCode.E124;
import static io.backstay.plan.ProblemCode.E126;
import static io.backstay.plan.ProblemCode.E127;
import static io.backstay.plan.ProblemCode.E143;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a file says of itself, and finds keys that do not belong at its top. */
final class HeadReader {
  private static final String GRAMMAR = "backstay/v1";

  /** Names become names of files, locks and metrics. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private static final int LONGEST_NAME = 63;

  /** The kinds of files this version reads. */
  private static final Set<PlanKind> READ =
      Set.of(PlanKind.BACKUP, PlanKind.RESTORE, PlanKind.DRILL, PlanKind.LIBRARY);

  private final Node.Fields root;
  private final Problems problems;

  HeadReader(Node.Fields root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  /** Which kind of file it is, if that can be made out and this version reads it. */
  Optional<PlanKind> kind() {
    checkGrammar();
    Optional<Node.Field> field = root.field("kind");
    if (field.isEmpty()) {
      problems.add(required(TopKey.KIND, "Backup, Restore, Drill or Library"));
      return Optional.empty();
    }
    return text(field.get()).flatMap(word -> kind(field.get(), word));
  }

  private Optional<PlanKind> kind(Node.Field field, String word) {
    Optional<PlanKind> kind =
        Arrays.stream(PlanKind.values()).filter(one -> one.word().equals(word)).findFirst();
    Position position = field.value().position();
    if (kind.isEmpty()) {
      List<String> words = Stream.of(PlanKind.values()).map(PlanKind::word).toList();
      problems.add(
          Problems.suggest(
              Problem.of(E121, position, "unknown kind " + Problems.quoted(word)),
              word,
              words,
              "kinds"));
      return Optional.empty();
    }
    if (!READ.contains(kind.get())) {
      problems.add(
          Problem.of(E126, position, "`kind: " + word + "` is not in this version of backstay")
              .help("this version reads Backup, Restore, Drill and Library"));
      return Optional.empty();
    }
    return kind;
  }

  private void checkGrammar() {
    Optional<Node.Field> field = root.field("apiVersion");
    if (field.isEmpty()) {
      problems.add(required(TopKey.API_VERSION, GRAMMAR));
      return;
    }
    text(field.get())
        .filter(version -> !version.equals(GRAMMAR))
        .ifPresent(
            version ->
                problems.add(
                    Problem.of(
                            E120,
                            field.get().value().position(),
                            "this backstay does not know the grammar " + Problems.quoted(version))
                        .note("it reads " + GRAMMAR)
                        .help("write  apiVersion: " + GRAMMAR)));
  }

  /** Finds keys that do not belong into a file of this kind, and required ones that are missing. */
  void checkKeys(PlanKind kind) {
    for (Node.Field field : root.fields()) {
      checkKey(field.key(), kind);
    }
    Stream.of(TopKey.values())
        .filter(key -> key.requiredIn(kind))
        .filter(key -> key != TopKey.API_VERSION && key != TopKey.KIND)
        .filter(key -> root.field(key.key()).isEmpty())
        .forEach(key -> problems.add(required(key, "")));
  }

  private void checkKey(Node.Scalar key, PlanKind kind) {
    Optional<TopKey> known = TopKey.of(key.text());
    if (known.isEmpty()) {
      List<String> words = TopKey.of(kind).stream().map(TopKey::key).toList();
      problems.add(
          Problems.suggest(
              Problem.of(
                  E123,
                  key.position(),
                  "a " + kind.word() + " has no key " + Problems.quoted(key.text())),
              key.text(),
              words,
              "keys of a " + kind.word()));
    } else if (!known.get().allowedIn(kind)) {
      problems.add(
          Problem.of(
                  E124, key.position(), "`" + key.text() + "` does not belong in a " + kind.word())
              .help("it belongs in: " + String.join(", ", kindsOf(known.get()))));
    }
  }

  private static Set<String> kindsOf(TopKey key) {
    Set<String> kinds = new TreeSet<>();
    Stream.of(PlanKind.values()).filter(key::allowedIn).forEach(kind -> kinds.add(kind.word()));
    return kinds;
  }

  private Problem required(TopKey key, String example) {
    Position top = root.fields().getFirst().key().position();
    Problem problem = Problem.of(E122, top, "the file has no `" + key.key() + "`");
    return example.isEmpty()
        ? problem.help(key.doc())
        : problem.help("write  " + key.key() + ": " + example);
  }

  /** Its name; a placeholder after a problem was found. */
  String name() {
    Optional<Node.Field> field = root.field("name");
    Optional<String> name = field.flatMap(this::text);
    name.filter(text -> text.length() > LONGEST_NAME || !NAME.matcher(text).matches())
        .ifPresent(
            text ->
                problems.add(
                    Problem.of(
                            E127,
                            field.orElseThrow().value().position(),
                            Problems.quoted(text) + " is not a name")
                        .note("it becomes part of names of files, locks and metrics")
                        .help(
                            "lower-case letters, digits and single hyphens, at most "
                                + LONGEST_NAME
                                + " of them")));
    return name.orElse("?");
  }

  /** The environment of what a Drill is about, if it states one. */
  Optional<String> environment() {
    return root.field("env").flatMap(this::text);
  }

  /** Its time zone, if it states one. */
  Optional<ZoneId> zone() {
    Optional<Node.Field> field = root.field("timezone");
    return field.flatMap(this::text).flatMap(text -> zone(field.orElseThrow(), text));
  }

  private Optional<ZoneId> zone(Node.Field field, String text) {
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      Problem problem =
          Problem.of(E143, field.value().position(), Problems.quoted(text) + " is not a time zone");
      problems.add(
          Problems.suggest(problem, text, ZoneId.getAvailableZoneIds(), "")
              .note("time zones are called like Europe/Rome or UTC"));
      return Optional.empty();
    }
  }

  private Optional<String> text(Node.Field field) {
    return Texts.writtenOut(
        field.value(), Use.required(field.name()).at(field.key().position()), problems);
  }
}
