package io.backstay.app;

import java.util.Map;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Print the version, and the Java it runs on.")
final class VersionVerb extends Verb {
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
