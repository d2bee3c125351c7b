package io.backstay.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run: an argument list, never a line for a shell.
 *
 * @param argv program and arguments; each stays exactly one argument
 * @param environment variables beside the fixed small base (PATH, HOME, LANG, TZ)
 * @param secrets variables whose values are secrets; resolved just before the start
 * @param directory working directory; null for the project root
 */
public record Command(
    List<String> argv,
    Map<String, String> environment,
    Map<String, Secret> secrets,
    @Nullable Path directory) {

  /** A program with arguments and nothing else. */
  public static Command of(String... argv) {
    return new Command(List.of(argv), Map.of(), Map.of(), null);
  }
}
