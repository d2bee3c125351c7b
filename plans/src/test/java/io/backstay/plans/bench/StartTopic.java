package io.backstay.plans.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Verbs that do next to nothing, so what is measured is starting. */
final class StartTopic implements Topic {
  private static final int TIMES = 10;
  private static final String HELLO = "java -cp … Hello";
  private static final String HELP = "backstay --help";
  private static final String VALIDATE = "backstay validate";
  private static final String PREVIEW = "backstay preview --offline";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Race> measure(Bench bench) throws IOException {
    Path hello = bench.prepared("hello");
    Files.writeString(
        hello.resolve("Hello.java"),
        "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
    bench.bash().run(hello, "\"${java}c\" Hello.java");
    String quickstart = "\"$plans/../../quickstart.backup.yaml\" > /dev/null";
    Race race =
        bench
            .track()
            .race(
                "Starting",
                List.of(
                    several(HELLO, "\"$java\" -cp '%s' Hello > /dev/null".formatted(hello)),
                    several(HELP, "\"$backstay\" --help > /dev/null"),
                    several(VALIDATE, "\"$backstay\" validate " + quickstart),
                    several(PREVIEW, "\"$backstay\" preview --offline " + quickstart)),
                new Goal.Ratio("help", HELP, HELLO, 3),
                new Goal.Ratio("validate", VALIDATE, HELLO, 3),
                new Goal.Ratio("preview", PREVIEW, HELLO, 3));
    return List.of(race);
  }

  private static Contender several(String name, String script) {
    return Contender.of(name, script).times(TIMES);
  }
}
