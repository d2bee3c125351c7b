package io.backstay.app;

import picocli.AutoComplete;

final class CompletionVerb extends Verb {
  /** Shells it can be printed for. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  Shell shell = Shell.BASH;

  @Override
  void declare(Syntax syntax) {
    syntax.does("Print a completion script: source <(backstay completion bash)");
    syntax.parameter("bash|zsh|fish", Shell.class, "For which shell.", value -> shell = value);
  }

  @Override
  ExitCode run(Session session) {
    // The script of the library serves two: zsh loads it through its own bashcompinit.
    session.say(
        shell == Shell.FISH
            ? new FishCompletion(root.spec).script()
            : AutoComplete.bash("backstay", root.spec.commandLine()));
    return ExitCode.OK;
  }
}
