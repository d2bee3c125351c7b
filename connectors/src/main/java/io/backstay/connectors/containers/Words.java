package io.backstay.connectors.containers;

import io.backstay.spi.Refusal;
import java.util.regex.Pattern;

/** What parameters of this package may look like. */
final class Words {

  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}][\\p{Alnum}_.-]*");

  private Words() {}

  /** A name as Docker gives them; none of these can be taken for an option or a path. */
  static void name(String parameter, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new Refusal(
          "E211",
          parameter,
          "`%s` is not a name Docker could have given".formatted(value),
          "letters, digits, `_`, `.` and `-`, beginning with a letter or a digit");
    }
  }
}
