package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E211;

import io.backstay.spi.SourceType;

/** Only a server that writes a log has one that can be archived. */
record LogRules(Plan plan, Problems problems) {
  void check() {
    Part<Continuous> continuous = plan.rules().continuous();
    if (continuous != null && continuous.node() instanceof Node.Fields fields) {
      fields
          .field("wal")
          .map(Node.Field::value)
          .filter(Node.Fields.class::isInstance)
          .flatMap(wal -> ((Node.Fields) wal).field("source"))
          .map(Node.Field::value)
          .filter(Node.Scalar.class::isInstance)
          .ifPresent(source -> check((Node.Scalar) source));
    }
  }

  private void check(Node.Scalar source) {
    Declared<SourceType<?>> declared = plan.things().sources().get(source.text());
    if (declared != null && !declared.type().hasLog()) {
      problems.add(
          Problem.of(
                  E211,
                  source.position(),
                  "`" + source.text() + "` writes no log that could be archived")
              .label(declared.position(), "a source of kind `" + declared.type().name() + "`")
              .help("name a database of a server, such as a `postgres`"));
    }
  }
}
