package io.backstay.app.schedule;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says whose something is that a schedule has written.
 *
 * @param kind of the plan
 * @param identity of the plan
 * @param file of the plan
 */
public record Mark(String kind, String identity, Path file) {
  private static final Pattern TEXT =
      Pattern.compile("backstay schedule: ([A-Za-z]+) (\\S+) of (\\.?/.*)");

  /** Refuses a file whose name does not fit on a line. */
  public Mark {
    Quoted.check(file.toString());
  }

  /** As it is said in a directory that may be copied elsewhere, with all plans in it. */
  String in(Path checkout) {
    return file.startsWith(checkout) ? text("./" + checkout.relativize(file)) : toString();
  }

  /**
   * The mark somewhere in a line; empty when there is none.
   *
   * @param checkout the directory that the line may be about
   */
  static Optional<Mark> in(String line, Path checkout) {
    Matcher text = TEXT.matcher(line);
    return text.find() && Quoted.printable(line)
        ? Optional.of(
            new Mark(text.group(1), text.group(2), checkout.resolve(text.group(3)).normalize()))
        : Optional.empty();
  }

  private String text(String path) {
    return "backstay schedule: %s %s of %s".formatted(kind, identity, path);
  }

  @Override
  public String toString() {
    return text(file.toString());
  }
}
