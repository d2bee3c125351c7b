package io.backstay.connectors.stores.rsync;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What rsync is told to look at, and with that what it leaves alone: everything else. */
final class Rules {
  private static final Pattern WILD = Pattern.compile("[*?\\[]");
  private static final Pattern SPECIAL = Pattern.compile("[*?\\[\\\\]");
  private static final String NOTHING_ELSE = "--exclude=*";

  /** How rsync calls a file until all of it has arrived. */
  private static final Pattern ON_ITS_WAY = Pattern.compile("\\..+\\.[A-Za-z0-9]{6}");

  private Rules() {}

  /** The directory itself and nothing in it. */
  static List<String> none() {
    return List.of(NOTHING_ELSE);
  }

  /** What is called so, whatever it is. */
  static List<String> only(String key) {
    List<String> rules = above(key);
    rules.add("--include=/" + literal(key));
    rules.add(NOTHING_ELSE);
    return rules;
  }

  /** The same, and what was on its way there and never arrived. */
  static List<String> onlyWithRemains(String key) {
    List<String> rules = above(key);
    rules.add("--include=/" + literal(key));
    int name = key.lastIndexOf('/') + 1;
    String remains = key.substring(0, name) + "." + key.substring(name) + ".";
    rules.add("--include=/" + escaped(remains) + "??????");
    rules.add(NOTHING_ELSE);
    return rules;
  }

  /** Everything whose directory a prefix names; all there is when it names none. */
  static List<String> below(String prefix) {
    int slash = prefix.lastIndexOf('/');
    if (slash < 0) {
      return List.of();
    }
    List<String> rules = above(prefix);
    rules.add("--include=/" + escaped(prefix.substring(0, slash)) + "/**");
    rules.add(NOTHING_ELSE);
    return rules;
  }

  /** Whether a name is one that rsync gives what is on its way. */
  static boolean onItsWay(String name) {
    return ON_ITS_WAY.matcher(name).matches();
  }

  private static List<String> above(String key) {
    List<String> rules = new ArrayList<>();
    for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
      rules.add("--include=/" + literal(key.substring(0, slash)) + "/");
    }
    return rules;
  }

  /** A backslash is one, except where something else in the pattern could stand for more. */
  private static String literal(String name) {
    return WILD.matcher(name).find() ? escaped(name) : name;
  }

  private static String escaped(String name) {
    return SPECIAL.matcher(name).replaceAll("\\\\$0");
  }
}
