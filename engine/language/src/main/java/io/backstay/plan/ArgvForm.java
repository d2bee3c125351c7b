package io.backstay.plan;

import static io.backstay.plan.ProblemCode.E308;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A program and its arguments. Expressions are fine in arguments, each of which stays one; they are
 * refused in an argument that is itself a program.
 *
 * @param texts the list of arguments
 */
record ArgvForm(Form texts) implements Form {
  private static final Set<String> INTERPRETERS =
      Set.of(
          "sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "busybox", "python", "python3", "perl",
          "ruby", "node", "php", "psql", "mysql", "sqlite3", "pwsh");

  private static final Pattern TAKES_A_PROGRAM =
      Pattern.compile("-[A-Za-z]*[cer]|--eval|--command|--execute|-Command");

  @Override
  public void check(Node node, Use use, Checking checking) {
    texts.check(node, use, checking);
    List<Node.Scalar> words = StepParams.scalars(node);
    boolean interpreted = false;
    for (int i = 0; i + 1 < words.size(); i++) {
      interpreted = interpreted || INTERPRETERS.contains(program(words.get(i).text()));
      Node.Scalar next = words.get(i + 1);
      boolean script = interpreted && TAKES_A_PROGRAM.matcher(words.get(i).text()).matches();
      if (script && Texts.templated(next.text())) {
        checking.add(expression(next));
      }
    }
  }

  private static String program(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private static Problem expression(Node.Scalar script) {
    int from = script.text().indexOf("${");
    int to = script.text().indexOf('}', from) + 1;
    return Problem.of(
            E308,
            script.at(from, Math.max(2, to - from)),
            "an expression cannot stand in program text")
        .note("a value that becomes part of a program can become a program")
        .help("pass it in the environment and write $H in the script:  env: {H: '${…}'}");
  }

  @Override
  public @Nullable Object bind(Node node, Use use, Binding binding) {
    return texts.bind(node, use, binding);
  }

  @Override
  public Map<String, Object> schema() {
    return texts.schema();
  }

  @Override
  public String named() {
    return "a program and its arguments";
  }
}
