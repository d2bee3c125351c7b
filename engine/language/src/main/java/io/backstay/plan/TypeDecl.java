package io.backstay.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type of backup as it is declared. What decides which sets there are is written out; the rest
 * may depend on variables.
 *
 * @param name its key
 * @param standard whether it is made when nobody says which
 * @param base the type it builds on; null for one that stands alone
 * @param sources what it is about
 * @param part all it says
 * @param position where its name stands
 */
public record TypeDecl(
    String name,
    boolean standard,
    @Nullable String base,
    List<String> sources,
    Part<BackupType> part,
    Position position) {

  /** Copies the list. */
  public TypeDecl {
    sources = List.copyOf(sources);
  }

  /** When it is due. */
  List<Part<Trigger>> schedule() {
    return StepParams.node(part, "schedule").map(TypeDecl::triggers).orElse(List.of());
  }

  private static List<Part<Trigger>> triggers(Node schedule) {
    List<Node> each = schedule instanceof Node.Items items ? items.items() : List.of(schedule);
    return each.stream().map(node -> new Part<>(node, Trigger.class)).toList();
  }
}
