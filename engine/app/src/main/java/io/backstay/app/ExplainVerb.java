package io.backstay.app;

import io.backstay.plan.Explanation;
import io.backstay.plan.ProblemCode;
import io.backstay.plan.TypePage;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "explain", description = "Explain a code, or a word of the plan language, offline.")
final class ExplainVerb extends Verb {
  @Parameters(paramLabel = "code|word", description = "Such as E210, dump, checksum or directory.")
  String word = "";

  @Override
  ExitCode run(Session session) {
    TypePage pages = new TypePage(session.catalog());
    Optional<ProblemCode> code = ProblemCode.of(word.toUpperCase(Locale.ROOT));
    String text =
        code.map(found -> Explanation.of(found).markdown())
            .or(() -> pages.of(word))
            .orElseThrow(() -> unknown(pages));
    session.say(text);
    return ExitCode.OK;
  }

  private Stop unknown(TypePage pages) {
    String help = pages.nearest(word).map(near -> "did you mean `" + near + "`?").orElse(null);
    return new Stop(ExitCode.INVALID, "nothing is known about `" + word + "`", help);
  }
}
