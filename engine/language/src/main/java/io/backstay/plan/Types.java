package io.backstay.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The types of backups of a plan.
 *
 * @param declared by name, in the order of the file; empty for a plan that makes only one kind
 * @param all the sources of the plan, in its order
 */
public record Types(Map<String, TypeDecl> declared, List<String> all) {
  /** What the sets of a plan without types are called. */
  public static final String ONLY = "full";

  /** None at all, as in plans that make no sets. */
  static final Types NONE = new Types(Map.of(), List.of());

  /** The type of a run when nobody says which. */
  public String standard() {
    return declared.values().stream()
        .filter(type -> type.standard() || declared.size() == 1)
        .findFirst()
        .map(TypeDecl::name)
        .orElse(ONLY);
  }

  /** Their names; those of a plan that declares none as well. */
  public List<String> names() {
    return declared.isEmpty() ? List.of(ONLY) : List.copyOf(declared.keySet());
  }

  /** What a run of a type is about. */
  public List<String> sources(String type) {
    return find(type).map(TypeDecl::sources).orElse(all);
  }

  /** The type that a run of a type builds on; null when it stands alone. */
  public @Nullable String base(String type) {
    return find(type).map(TypeDecl::base).orElse(null);
  }

  /** Whether runs of other types build on those of this one. */
  public boolean builtOn(String type) {
    return declared.values().stream().anyMatch(other -> type.equals(other.base()));
  }

  Optional<TypeDecl> find(String type) {
    return Optional.ofNullable(declared.get(type));
  }

  /** The type that is due; the plan's default when it does not say. */
  String runBy(Part<Trigger> trigger) {
    return StepParams.node(trigger, "type")
        .filter(Node.Scalar.class::isInstance)
        .map(type -> ((Node.Scalar) type).text())
        .orElseGet(this::standard);
  }

  /**
   * When sets are due that have all that a set of the standard type has: the others leave something
   * out, so nobody can promise anything on the strength of them.
   *
   * @param schedule of the plan as a whole
   */
  public List<Part<Trigger>> whenWhole(List<Part<Trigger>> schedule) {
    Stream<Part<Trigger>> plain =
        schedule.stream().filter(part -> find(runBy(part)).map(this::whole).orElse(true));
    Stream<Part<Trigger>> own =
        declared.values().stream().filter(this::whole).flatMap(type -> type.schedule().stream());
    return Stream.concat(plain, own).toList();
  }

  /** Whether a set of it has all that a set of the standard type has. */
  private boolean whole(TypeDecl type) {
    return type.sources().containsAll(sources(standard()));
  }

  /**
   * What is wrong with asking for a type; null when there is one of that name.
   *
   * @param at where it is asked for; null for a command line
   */
  public @Nullable Problem refusal(String name, @Nullable Position at) {
    if (names().contains(name)) {
      return null;
    }
    String message = "the plan has no type " + Problems.quoted(name);
    Problem problem = Problem.of(ProblemCode.E224, at, message);
    return declared.isEmpty()
        ? problem.note("it declares no `types:`, so all of its sets are of the type `full`")
        : Problems.suggest(problem, name, names(), "types");
  }
}
