package io.backstay.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion script for fish, made from the same declarations as the help.
 *
 * @param command the command with all its verbs
 */
record FishCompletion(CommandSpec command) {
  private static final List<String> OF_PLANS =
      List.of("preview", "run", "restore", "verify", "list", "status", "prune", "validate");

  String script() {
    StringBuilder text = new StringBuilder("# backstay completion fish | source\n");
    text.append("complete -c backstay -f\n");
    command.options().forEach(option -> text.append(line("", option)));
    command
        .subcommands()
        .forEach(
            (name, verb) -> {
              String about = verb.getCommandSpec().usageMessage().description()[0];
              text.append("complete -c backstay -n __fish_use_subcommand -a ")
                  .append(name)
                  .append(" -d ")
                  .append(quoted(about))
                  .append('\n');
              own(verb).forEach(option -> text.append(line(within(name), option)));
            });
    text.append("complete -c backstay -n '__fish_seen_subcommand_from ")
        .append(String.join(" ", OF_PLANS))
        .append("' -a '(backstay list --plans 2>/dev/null)'\n");
    return text.toString();
  }

  /** Those that only this verb has. */
  private static List<OptionSpec> own(CommandLine verb) {
    return verb.getCommandSpec().options().stream().filter(it -> !it.inherited()).toList();
  }

  private static String within(String verb) {
    return " -n '__fish_seen_subcommand_from " + verb + "'";
  }

  private static String line(String condition, OptionSpec option) {
    StringBuilder text = new StringBuilder("complete -c backstay").append(condition);
    for (String name : option.names()) {
      text.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      text.append(" -r");
    }
    return text + " -d " + quoted(option.description()[0]) + "\n";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
