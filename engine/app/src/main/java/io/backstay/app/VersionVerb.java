package io.backstay.app;

import java.util.Map;

final class VersionVerb extends Verb {
  @Override
  void declare(Syntax syntax) {
    syntax.does("Print the version, and the Java it runs on.");
  }

  @Override
  ExitCode run(Session session) {
    String java = System.getProperty("java.version");
    if (session.json()) {
      session.print(Map.of("backstay", Version.NUMBER, "java", java));
    } else {
      session.say("backstay " + Version.NUMBER + " (Java " + java + ")");
    }
    return ExitCode.OK;
  }
}
