package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E128;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts libraries into the plans that use them, each under its alias in the place of the name of its
 * file. What a plan says is then in one piece, in a journal as in a preview.
 */
final class LibraryFiles {
  private final PlanTexts texts;
  private final Function<Path, String> called;
  private final Ground ground;
  private final Problems problems;

  /**
   * Reads files.
   *
   * @param called what messages call a file
   * @param ground what libraries are read with
   * @param problems of the plan
   */
  LibraryFiles(PlanTexts texts, Function<Path, String> called, Ground ground, Problems problems) {
    this.texts = texts;
    this.called = called;
    this.ground = ground;
    this.problems = problems;
  }

  /**
   * A plan with its libraries in it.
   *
   * @param plan the file that names them, relative to itself
   */
  Node.Fields in(Node.Fields content, Path plan) {
    return content.each(
        field -> field.name().equals(Libraries.SECTION) ? libraries(field, plan) : field.value());
  }

  private Node libraries(Node.Field section, Path plan) {
    List<Node.Field> libraries = new ArrayList<>();
    for (Node.Field one : NamedFields.of(section, "library", problems)) {
      Optional<Node.Fields> library =
          one.value() instanceof Node.Fields inside ? Optional.of(inside) : file(one, plan);
      library.ifPresent(content -> libraries.add(new Node.Field(one.key(), content)));
    }
    return new Node.Fields(libraries, section.value().position());
  }

  private Optional<Node.Fields> file(Node.Field library, Path plan) {
    return Texts.writtenOut(library.value(), Use.required(library.name()), problems)
        .flatMap(written -> path(written, plan, library))
        .flatMap(path -> read(path, library));
  }

  private Optional<Path> path(String written, Path plan, Node.Field library) {
    try {
      return Optional.of(plan.resolveSibling(written).normalize());
    } catch (InvalidPathException e) {
      problems.add(none(library));
      return Optional.empty();
    }
  }

  private Optional<Node.Fields> read(Path path, Node.Field library) {
    try {
      PlanTexts.Opened opened = texts.open(path, called.apply(path));
      problems.addAll(opened.tree().problems());
      Node.Fields root = opened.tree().root();
      Problems own = new Problems(opened.text());
      HeadReader head = new HeadReader(root, own);
      Optional<PlanKind> kind = head.kind();
      if (kind.isPresent() && kind.get() != PlanKind.LIBRARY) {
        problems.add(none(library).label("this is a " + kind.get().word()));
        return Optional.empty();
      }
      if (kind.isPresent()) {
        head.checkKeys(PlanKind.LIBRARY);
        Libraries.check(head.name(), root, ground, own);
      }
      problems.addAll(own.sorted());
      return kind.map(is -> root);
    } catch (Unreadable unreadable) {
      Problem problem = unreadable.problem();
      problems.add(problem.position() == null ? problem.at(library.value().position()) : problem);
      return Optional.empty();
    }
  }

  private static Problem none(Node.Field library) {
    return Problem.of(E128, library.value().position(), "a plan can only use libraries")
        .help("name a file that says  kind: Library,  relative to this one");
  }
}
