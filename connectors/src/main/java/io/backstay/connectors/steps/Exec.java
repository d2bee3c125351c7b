package io.backstay.connectors.steps;

import io.backstay.spi.Command;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.EnvValue;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Secret;
import io.backstay.spi.StepType;
import io.backstay.spi.Undoing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The step {@code exec}. */
@Doc(
    value =
        "Runs a program, without a shell: every element of the list stays one argument. Previews show"
            + " it and never run it; drills skip it unless it says `drill: run`.",
    changes = "Whatever the program does; nobody but its author knows.",
    undo =
        "What `undo` says, when this step or a later one fails, and after a crash; without it"
            + " nothing: the program's effects are its own.")
public final class Exec implements StepType<Exec.Params> {
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /**
   * Parameters.
   *
   * @param run program and arguments
   * @param env variables of its environment
   * @param secretEnv variables whose values are secrets
   * @param workingDirectory where it runs; null for the project root
   * @param expect exit codes that mean success
   * @param capture keeps what it prints; null does not
   * @param undo takes back what it did; empty when nothing does
   */
  public record Params(
      @Primary @Doc(value = "The program and its arguments.", example = "[npm, run, migrate]")
          List<String> run,
      @Doc(
              value =
                  "Variables of its environment; a value that is a secret, such as"
                      + " `${sources.db.url}`, stands alone.",
              example = "{NODE_ENV: production}")
          @Default("{}")
          Map<String, EnvValue> env,
      @Doc(
              value = "Variables whose values are secrets.",
              example = "{PGPASSWORD: '${secrets.db-password}'}")
          @Default("{}")
          Map<String, Secret> secretEnv,
      @Doc(value = "Where it runs; the project root when left out.", example = "backend/")
          @Nullable Path workingDirectory,
      @Doc(value = "Exit codes that mean success.", example = "[0, 3]") @Default("0")
          List<Integer> expect,
      @Doc(
              value =
                  "Keeps what it prints, at most 64 KiB, as the output `stdout`; the value names"
                      + " it for people.",
              example = "compose-ps.txt")
          @Nullable String capture,
      @Doc(
              value =
                  "The program that takes back what this one did, with the same variables and"
                      + " directory. It is written down before the step starts, and run when the"
                      + " step or a later one fails, is stopped or dies; it must also do where"
                      + " there is nothing to take back. If it fails, the run ends `attention`.",
              example = "[npm, run, migrate-down]")
          @Default("[]")
          List<String> undo) {

    /** Refuses what no process can be started with. */
    public Params {
      run = List.copyOf(run);
      env = Map.copyOf(env);
      secretEnv = Map.copyOf(secretEnv);
      expect = List.copyOf(expect);
      undo = List.copyOf(undo);
      Programs.refuseUnusable("run", run);
      if (!undo.isEmpty()) {
        Programs.refuseUnusable("undo", undo);
      }
      env.forEach(Params::refuseVariable);
      secretEnv.keySet().forEach(name -> refuseName("secret-env", name));
      Set<String> plain = env.keySet();
      if (secretEnv.keySet().stream().anyMatch(plain::contains)) {
        throw new Refusal("E211", "secret-env", "`env` and `secret-env` set the same name", null);
      }
      if (expect.isEmpty() || expect.stream().anyMatch(code -> code < 0 || code > 255)) {
        throw new Refusal("E211", "expect", "exit codes go from 0 to 255", "expect: 0");
      }
    }

    private static void refuseVariable(String name, EnvValue value) {
      refuseName("env", name);
      if (value instanceof EnvValue.Plain(String text) && !Programs.passes(text)) {
        throw new Refusal(
            "E211",
            "env",
            "the value of `" + name + "` contains a NUL, or half a character",
            "write it as text");
      }
    }

    private static void refuseName(String parameter, String name) {
      if (!VARIABLE.matcher(name).matches()) {
        throw new Refusal("E211", parameter, "`" + name + "` cannot be a variable's name", null);
      }
    }
  }

  @Override
  public String name() {
    return "exec";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    Op run =
        new Op.Run(
            command(params.run(), params), Set.copyOf(params.expect()), params.capture() != null);
    if (params.undo().isEmpty()) {
      return List.of(run);
    }
    Undoing undo = new Undoing(command(params.undo(), params));
    return List.of(
        new Op.Observe(Ref.PROGRAMS, undo, null),
        new Op.Owe(Ref.PROGRAMS, Undoing.ACTION, List.of(Undoing.FACT), null, Op.AtEnd.FORGIVE),
        run);
  }

  private static Command command(List<String> argv, Params params) {
    Map<String, String> plain = new LinkedHashMap<>();
    Map<String, Secret> hidden = new LinkedHashMap<>(params.secretEnv());
    params
        .env()
        .forEach(
            (name, value) -> {
              switch (value) {
                case EnvValue.Plain(String text) -> plain.put(name, text);
                case EnvValue.Hidden(Secret secret) -> hidden.put(name, secret);
              }
            });
    return new Command(argv, plain, hidden, params.workingDirectory());
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("exit", "integer", "stdout", "string");
  }
}
