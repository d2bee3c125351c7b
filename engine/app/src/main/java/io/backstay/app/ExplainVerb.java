package io.backstay.app;

import io.backstay.expr.Nearest;
import io.backstay.reference.Reference;
import java.util.Map;

final class ExplainVerb extends Verb {
  String word = "";

  @Override
  void declare(Syntax syntax) {
    syntax.does("Explain a code, or a word of the plan language, offline.");
    syntax.parameter(
        "code|word",
        String.class,
        "Such as E210, dump, checksum or directory.",
        value -> word = value);
  }

  @Override
  ExitCode run(Session session) {
    Reference reference = new Reference(session.catalog());
    String text = reference.explain(word).orElseThrow(() -> unknown(reference));
    session.result(text, Map.of("word", word, "markdown", text));
    return ExitCode.OK;
  }

  private Stop unknown(Reference reference) {
    String help =
        Nearest.to(word, reference.explainable())
            .map(near -> "did you mean `" + near + "`?")
            .orElse(null);
    return new Stop(ExitCode.INVALID, "nothing is known about `" + word + "`", help);
  }
}
