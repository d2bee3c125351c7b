package io.backstay.app.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How backstay is called when the time has come.
 *
 * @param program what starts it on this host
 * @param verb what it does
 * @param plan the plan file
 * @param options those of the plan, such as its inputs; each one word
 * @param varFiles files with inputs
 * @param hostOptions those that only mean something on this host
 */
public record Call(
    Path program,
    String verb,
    Path plan,
    List<String> options,
    List<Path> varFiles,
    List<String> hostOptions) {

  /** Copies the lists. */
  public Call {
    options = List.copyOf(options);
    varFiles = List.copyOf(varFiles);
    hostOptions = List.copyOf(hostOptions);
  }

  /** The same with one more option. */
  public Call with(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new Call(program, verb, plan, more, varFiles, hostOptions);
  }

  /** The same, for a clock that always calls in time, of what may begin up to this much later. */
  Call upTo(Duration jitter) {
    return jitter.isZero() ? this : with("--jitter=%ds".formatted(jitter.toSeconds()));
  }

  /**
   * The words on this host. Only what is due is done: so it does no harm that a clock calls once
   * too often.
   */
  public List<String> here() {
    List<String> words = new ArrayList<>(List.of(program.toString(), verb, plan.toString()));
    words.addAll(options);
    varFiles.forEach(file -> words.add("--var-file=" + file));
    words.addAll(hostOptions);
    words.addAll(List.of("--no-input", "--due"));
    return checked(words);
  }

  /** The words elsewhere, where there is a copy of this directory. */
  List<String> away(Path checkout) {
    List<String> words = new ArrayList<>(List.of("backstay", verb, away(plan, checkout)));
    words.addAll(options);
    varFiles.forEach(file -> words.add("--var-file=" + away(file, checkout)));
    words.add("--no-input");
    return checked(words);
  }

  private static String away(Path file, Path checkout) {
    if (!file.startsWith(checkout)) {
      throw Trouble.unsayable(
          file + " is not in " + checkout, "elsewhere there is only what is in the project");
    }
    String relative = checkout.relativize(file).toString();
    return relative.startsWith("-") ? "./" + relative : relative;
  }

  private static List<String> checked(List<String> words) {
    words.forEach(Quoted::check);
    return words;
  }
}
