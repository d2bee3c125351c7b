package io.backstay.spi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Asks {@link Ref#SETTINGS} to give a variable of a {@code .env} file another value. Observed, it
 * finds out what {@link #FACTS} says, and refuses what could not be done; changed, it does it. The
 * debt {@link #ACTION} puts the line back that was there before.
 *
 * @param file which file
 * @param key which variable
 * @param value its value from then on
 * @param keep how long the line that was there before is kept, so that the run can be taken back
 */
public record Setting(Path file, String key, EnvValue value, Duration keep) implements Request {
  /** The debt of a setting that was changed. */
  public static final String ACTION = "put-setting-back";

  /** What paying that needs; values are not among it. */
  public static final List<String> FACTS = List.of("file", "key", "previous");

  @Override
  public String says() {
    return key + " in " + file.getFileName();
  }

  /** Values are nobody's business. */
  @Override
  public String toString() {
    return "Setting[" + file + "#" + key + "]";
  }
}
