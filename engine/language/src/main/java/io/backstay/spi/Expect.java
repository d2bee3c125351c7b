package io.backstay.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a check expects a value to be. */
public sealed interface Expect {
  /** The word {@code recorded}: the value written down when the backup was made. */
  record Recorded() implements Expect {}

  /**
   * Equal, as text or as a number.
   *
   * @param value the scalar as written
   */
  record Equal(String value) implements Expect {}

  /**
   * Within bounds; either may be absent.
   *
   * @param min smallest value that passes
   * @param max largest value that passes
   */
  record Between(@Nullable String min, @Nullable String max) implements Expect {}

  /**
   * Anything but this.
   *
   * @param value the scalar as written
   */
  record Not(String value) implements Expect {}

  /**
   * Matches a regular expression as a whole.
   *
   * @param regex in Java's syntax
   */
  record Matches(String regex) implements Expect {}

  /**
   * One of these.
   *
   * @param values the scalars as written
   */
  record OneOf(List<String> values) implements Expect {}

  /**
   * Members of a JSON document.
   *
   * @param members path to expectation
   */
  record Json(Map<String, Expect> members) implements Expect {}

  /**
   * What a web server answers.
   *
   * @param status its status
   * @param json members of its JSON; null where only the status matters
   */
  record Answer(Expect status, @Nullable Json json) implements Expect {}
}
