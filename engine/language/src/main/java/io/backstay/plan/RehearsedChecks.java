package io.backstay.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks of a rehearsal look at the temporary database without saying so: to them that is the
 * database whose server it is on.
 *
 * @param catalog the checks there are
 */
record RehearsedChecks(Catalog catalog) {
  private static final String CHECKS = "checks";
  private static final String IN = "in";

  /** The parameters of a step, in which checks of a rehearsal say where they look. */
  Node in(String step, Node params) {
    Optional<Node.Scalar> server = server(params);
    return step.equals("rehearse") && params instanceof Node.Fields fields && server.isPresent()
        ? fields.each(
            field -> field.name().equals(CHECKS) ? all(field.value(), server.get()) : field.value())
        : params;
  }

  private Node all(Node checks, Node.Scalar server) {
    return checks instanceof Node.Items items
        ? items.each(check -> said(check, server))
        : said(checks, server);
  }

  private static Optional<Node.Scalar> server(Node params) {
    return below(params, "into")
        .flatMap(into -> below(into, "database"))
        .flatMap(database -> below(database, "server"))
        .filter(Node.Scalar.class::isInstance)
        .map(Node.Scalar.class::cast);
  }

  private static Optional<Node> below(Node node, String key) {
    return node instanceof Node.Fields fields
        ? fields.field(key).map(Node.Field::value)
        : Optional.empty();
  }

  private Node said(Node check, Node.Scalar server) {
    return switch (check) {
      case Node.Scalar word when looks(word.text()) -> {
        Node.Field bare = new Node.Field(word, new Node.Fields(List.of(), word.position()));
        yield said(new Node.Fields(List.of(bare), word.position()), server);
      }
      case Node.Fields fields ->
          fields.each(field -> looks(field.name()) ? said(field, server) : field.value());
      default -> check;
    };
  }

  private static Node said(Node.Field check, Node.Scalar server) {
    boolean bare = Texts.nothing(check.value());
    if (!bare && !(check.value() instanceof Node.Fields)) {
      return check.value();
    }
    Node.Fields params =
        check.value() instanceof Node.Fields fields
            ? fields
            : new Node.Fields(List.of(), check.key().position());
    if (params.field(IN).isPresent()) {
      return params;
    }
    List<Node.Field> more = new ArrayList<>(params.fields());
    more.add(
        new Node.Field(
            new Node.Scalar(IN, server.style(), server.position(), server.places()), server));
    return new Node.Fields(more, params.position());
  }

  private boolean looks(String check) {
    return catalog.checks().containsKey(check)
        && Shape.of(catalog.check(check).params())
            .slot(IN)
            .filter(RehearsedChecks::says)
            .isPresent();
  }

  /** Whether a parameter says which database is looked at. */
  static boolean says(Slot slot) {
    return slot.key().equals(IN) && slot.form().equals(NameForm.SOURCE);
  }
}
