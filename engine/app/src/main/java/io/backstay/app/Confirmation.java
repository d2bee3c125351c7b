package io.backstay.app;

import io.backstay.program.RestoreRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Makes sure that whoever replaces live data has seen it and means it. */
final class Confirmation {
  private static final Deed REPLACE = new Deed("replaces live data", "replace the live data");

  private final Session session;
  private final Previews previews;

  Confirmation(Session session, Previews previews) {
    this.session = session;
    this.previews = previews;
  }

  /** Returns when the phrase was given or typed; refuses otherwise, with nothing done. */
  void require(RestoreRules rules, @Nullable String given, @Nullable String set, String command) {
    String phrase = rules.phrase();
    if (phrase != null) {
      require(phrase, given, () -> previews.note(set), command);
    }
  }

  /** The same where the question itself says what it is about. */
  void requireTyped(String phrase, @Nullable String given, String command) {
    require(phrase, given, () -> {}, command);
  }

  /** The same where it is a set that goes. */
  void requireDeletion(String set, @Nullable String given, String command) {
    require(set, given, () -> {}, new Deed("deletes a set", "delete it"), command);
  }

  /**
   * What is confirmed.
   *
   * @param does what this does
   * @param to what somebody would type the phrase for
   */
  private record Deed(String does, String to) {}

  private void require(String phrase, @Nullable String given, Runnable show, String command) {
    require(phrase, given, show, REPLACE, command);
  }

  private void require(
      String phrase, @Nullable String given, Runnable show, Deed deed, String command) {
    if (phrase.equals(given)) {
      return;
    }
    if (given != null) {
      throw refused("`" + given + "` is not the phrase this plan asks for", command, phrase);
    }
    if (session.flags().noInput || !Boolean.getBoolean("backstay.input")) {
      throw refused("this " + deed.does + " and was not confirmed", command, phrase);
    }
    show.run();
    session.console().err().print("Type " + phrase + " to " + deed.to + ": ");
    session.console().err().flush();
    if (!phrase.equals(typed())) {
      throw refused("not confirmed; nothing was changed", command, phrase);
    }
  }

  private static @Nullable String typed() {
    try {
      return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
          .readLine();
    } catch (IOException e) {
      return null;
    }
  }

  private static Stop refused(String why, String command, String phrase) {
    return new Stop(ExitCode.REFUSED, why, command + " --confirm " + phrase);
  }
}
