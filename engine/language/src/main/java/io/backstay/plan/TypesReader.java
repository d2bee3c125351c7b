package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E225;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code types:}: the kinds of backups a plan makes, and how one builds on another. */
final class TypesReader {
  private static final String BASE = "base";
  private static final String DEFAULT = "default";

  private final Checking checking;

  TypesReader(Checking checking) {
    this.checking = checking;
  }

  /**
   * Reads them.
   *
   * @param section the key with what stands under it; null when the plan does not have it
   * @param sources what the plan declares
   */
  Types read(Node.@Nullable Field section, List<String> sources) {
    Map<String, TypeDecl> declared = new LinkedHashMap<>();
    for (Node.Field one : NamedFields.of(section, "type", checking.problems())) {
      declared.put(one.name(), type(one, sources));
    }
    Types types = new Types(declared, sources);
    if (section != null && !declared.isEmpty()) {
      demandOneStandard(section, types);
      declared.values().forEach(type -> demandBase(type, types));
    }
    return types;
  }

  private TypeDecl type(Node.Field one, List<String> sources) {
    // A type that says nothing more has a name, and that is all it needs.
    Node said =
        Texts.nothing(one.value())
            ? new Node.Fields(List.of(), one.value().position())
            : one.value();
    new RecordForm(BackupType.class).check(said, Use.required(one.name()), checking);
    Part<BackupType> part = new Part<>(said, BackupType.class);
    List<String> own = StepParams.node(part, "sources").map(TypesReader::names).orElse(List.of());
    refuseGuard(part);
    return new TypeDecl(
        one.name(),
        written(part, DEFAULT).filter("true"::equals).isPresent(),
        written(part, BASE).orElse(null),
        own.isEmpty() ? sources : own,
        part,
        one.key().position());
  }

  private static List<String> names(Node node) {
    return StepParams.scalars(node).stream().map(Node.Scalar::text).toList();
  }

  /** What decides which sets there are is known before any variable is. */
  private Optional<String> written(Part<BackupType> part, String key) {
    return StepParams.node(part, key)
        .flatMap(node -> Texts.writtenOut(node, Use.required(key), checking.problems()));
  }

  private void refuseGuard(Part<BackupType> part) {
    StepParams.node(part, "retention")
        .flatMap(node -> StepParams.node(new Part<>(node, Retention.class), "guard"))
        .ifPresent(
            guard ->
                checking.add(
                    Problem.of(E225, guard.position(), "a type has no guard of its own")
                        .note("the guard of the plan counts the sets of all types")
                        .help("write it under the plan's own `retention:`")));
  }

  private void demandOneStandard(Node.Field section, Types types) {
    List<TypeDecl> standard =
        types.declared().values().stream().filter(TypeDecl::standard).toList();
    if (standard.size() > 1) {
      TypeDecl second = standard.get(1);
      checking.add(
          Problem.of(E225, second.position(), "two types are the default")
              .label("`" + second.name() + "` says so")
              .label(standard.getFirst().position(), "and so does this one")
              .help("leave `default: true` to the one that runs when nobody says which"));
    } else if (standard.isEmpty() && types.declared().size() > 1) {
      checking.add(
          Problem.of(E225, section.key().position(), "none of the types is the default")
              .note("a run that nobody gives a `--type` has to have one")
              .help("write  default: true  in one of them: " + Problems.list(types.names())));
    }
  }

  private void demandBase(TypeDecl type, Types types) {
    String base = type.base();
    if (base == null) {
      return;
    }
    Node at = StepParams.node(type.part(), BASE).orElse(type.part().node());
    Problem unknown = types.refusal(base, at.position());
    if (unknown != null) {
      checking.add(unknown);
      return;
    }
    TypeDecl below = types.find(base).orElseThrow();
    if (below.base() != null) {
      checking.add(based(type, below, at));
      return;
    }
    List<String> missing = new ArrayList<>(type.sources());
    missing.removeAll(below.sources());
    if (!missing.isEmpty()) {
      checking.add(narrower(type, below, missing, at));
    }
  }

  private static Problem based(TypeDecl type, TypeDecl below, Node at) {
    boolean itself = below.name().equals(type.name());
    Problem problem =
        Problem.of(
            E225,
            at.position(),
            itself
                ? "`" + type.name() + "` builds on itself"
                : "`" + below.name() + "` builds on another type, so nothing can build on it");
    return (itself
            ? problem
            : problem.label(below.position(), "it says `base: " + below.base() + "`"))
        .note("a restore takes one set and its base, never a longer chain")
        .help("name a type that stands alone");
  }

  private static Problem narrower(TypeDecl type, TypeDecl below, List<String> missing, Node at) {
    return Problem.of(
            E225,
            at.position(),
            "a set of `" + below.name() + "` does not have `" + String.join("`, `", missing) + "`")
        .label(below.position(), "it is about less than `" + type.name() + "`")
        .help("name a type that is about the same sources, or leave them out here");
  }
}
