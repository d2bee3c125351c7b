package io.backstay.set;

import io.backstay.program.RestoreRules;
import io.backstay.program.RestoreRules.Pick;
import io.backstay.spi.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which set is wanted, once the plan's rule and the user's word are one: what the user names goes
 * before what the plan picks.
 *
 * @param pick how
 * @param name for {@code ARGUMENT}
 * @param at for {@code NEWEST_BEFORE}
 * @param within for {@code RANDOM}
 * @param type only sets of this type; null for any
 */
record Wish(
    Pick pick,
    @Nullable String name,
    @Nullable Instant at,
    @Nullable Duration within,
    @Nullable String type) {

  static Wish of(RestoreRules rules) {
    String argument = rules.argument();
    if (argument == null) {
      return of(rules.pick(), rules);
    }
    int colon = argument.indexOf(':');
    String word = colon < 0 ? argument : argument.substring(0, colon);
    String type = colon < 0 ? rules.type() : argument.substring(colon + 1);
    Pick pick =
        switch (word) {
          case "latest" -> Pick.LATEST;
          case "latest-verified" -> Pick.LATEST_VERIFIED;
          default -> Pick.ARGUMENT;
        };
    if (pick == Pick.ARGUMENT && !SafeNames.id(argument)) {
      throw Failure.of("R718", "`" + argument + "` cannot be the name of a set")
          .help("give an id or a stamp, `latest`, `latest-verified` or `latest:TYPE`");
    }
    return new Wish(pick, word, null, null, type);
  }

  private static Wish of(Pick pick, RestoreRules rules) {
    if (pick == Pick.ARGUMENT) {
      throw Failure.of("R718", "this restore wants to be told which set to take")
          .help("name it: backstay restore PLAN SET; see backstay list for what there is");
    }
    if (pick == Pick.NEWEST_BEFORE && rules.at() == null) {
      throw Failure.of("R718", "`pick: newest-before` needs `at`");
    }
    return new Wish(pick, null, rules.at(), rules.within(), rules.type());
  }

  /** For people. */
  String says() {
    String what =
        switch (pick) {
          case ARGUMENT -> "`" + name + "`";
          case NEWEST_BEFORE -> "newest-before " + at;
          case RANDOM -> within == null ? "random" : "random within " + within;
          case LATEST, LATEST_VERIFIED, OLDEST, FRESH ->
              pick.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    return type == null ? what : what + " of type `" + type + "`";
  }
}
