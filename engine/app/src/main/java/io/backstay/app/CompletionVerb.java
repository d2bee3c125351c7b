package io.backstay.app;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "completion",
    description = "Print a completion script: source <(backstay completion bash)")
final class CompletionVerb extends Verb {
  /** Shells it can be printed for. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "bash|zsh|fish", description = "For which shell.")
  Shell shell = Shell.BASH;

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
