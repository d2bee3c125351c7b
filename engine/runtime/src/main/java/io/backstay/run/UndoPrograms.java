package io.backstay.run;

import io.backstay.spi.Command;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Secret;
import io.backstay.spi.Tools;
import io.backstay.spi.Undoing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Programs by which a plan takes back what its programs did. What is journaled holds secrets by
 * name, so that another process can run them long after.
 *
 * @param secrets what must not be said
 */
record UndoPrograms(Secrets secrets) implements Resource {
  private static final String ARGV = "argv";
  private static final String ENVIRONMENT = "environment";
  private static final String SECRETS = "secrets";
  private static final String DIRECTORY = "directory";

  @Override
  public Ref ref() {
    return Ref.PROGRAMS;
  }

  @Override
  public String says() {
    return "programs";
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  @Override
  public Facts observe(Request request, Look look) {
    Command command = ((Undoing) request).command();
    Map<String, String> named = new LinkedHashMap<>();
    command.secrets().forEach((name, secret) -> named.put(name, secret.name()));
    Map<String, Object> undo = new LinkedHashMap<>();
    undo.put(ARGV, command.argv());
    undo.put(ENVIRONMENT, command.environment());
    undo.put(SECRETS, named);
    if (command.directory() != null) {
      undo.put(DIRECTORY, command.directory().toString());
    }
    return Facts.of(Undoing.FACT, undo);
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    Facts undo = new Facts(texts(facts.get(Undoing.FACT).orElseThrow()));
    Map<String, Secret> named = new LinkedHashMap<>();
    map(undo, SECRETS).forEach((name, secret) -> named.put(name, new Secret(secret)));
    Command command =
        new Command(
            ((List<?>) undo.get(ARGV).orElseThrow()).stream().map(String::valueOf).toList(),
            map(undo, ENVIRONMENT),
            named,
            undo.text(DIRECTORY).map(Path::of).orElse(null));
    try {
      ProgramOp.run(new Op.Run(command, Set.of(0), false), tools, secrets);
    } catch (Failure failure) {
      throw Failure.of(failure.code(), "the undo of a program failed: " + failure.message())
          .help("do by hand what it should have done: " + String.join(" ", command.argv()))
          .because(failure);
    }
  }

  private static Map<String, String> map(Facts undo, String name) {
    Map<String, String> map = new LinkedHashMap<>();
    texts(undo.get(name).orElseThrow()).forEach((key, value) -> map.put(key, value.toString()));
    return map;
  }

  private static Map<String, Object> texts(Object written) {
    Map<String, Object> texts = new LinkedHashMap<>();
    ((Map<?, ?>) written).forEach((key, value) -> texts.put(String.valueOf(key), value));
    return texts;
  }
}
