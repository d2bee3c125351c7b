package io.backstay.connectors.containers;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks an address from inside a container, with whatever its image has that can ask one. That is
 * the only way to what listens in a network nobody else is in.
 */
final class Inside {
  private static final String PYTHON =
      """
      import sys, urllib.request as request, urllib.error as error
      try:
          print(request.urlopen(sys.argv[1], timeout=5).status)
      except error.HTTPError as answer:
          print(answer.code)
      """;
  private static final List<List<String>> PROGRAMS =
      List.of(
          List.of("curl", "-s", "-o", "/dev/null", "-m", "5", "-w", "%{http_code}"),
          List.of("wget", "-q", "-O", "/dev/null", "-T", "5"),
          List.of("python3", "-c", PYTHON),
          List.of("node", "-e", "fetch(process.argv[1]).then(r=>console.log(r.status))"),
          List.of(
              "perl",
              "-MHTTP::Tiny",
              "-e",
              "print HTTP::Tiny->new(timeout=>5)->get($ARGV[0])->{status}"));

  private final Supplier<DockerEngine> engines;
  private volatile @Nullable List<String> works;

  Inside(Supplier<DockerEngine> engines) {
    this.engines = engines;
  }

  /**
   * What the address answers, for people; empty when that is a success.
   *
   * @param container runs
   * @throws Failure when its image has nothing to ask with
   */
  String complaint(ContainerState container, URI address) {
    List<String> known = works;
    return (known == null ? PROGRAMS.stream() : Stream.of(known))
        .flatMap(program -> asked(container, program, address).stream())
        .findFirst()
        .orElseThrow(
            () ->
                Failure.of(
                        "R617",
                        "image %s has nothing to ask %s with".formatted(container.image(), address))
                    .help(
                        "One of curl, wget, python3, node and perl has to be in it; or let the image"
                            + " declare a health check of its own."));
  }

  private List<String> asked(ContainerState container, List<String> program, URI address) {
    String[] argv =
        Stream.concat(program.stream(), Stream.of(address.toString())).toArray(String[]::new);
    try (Program asking = engines.get().socket().start(container.id(), ContainerCommand.of(argv))) {
      String said = new String(asking.output().readAllBytes(), StandardCharsets.UTF_8).strip();
      Program.Exit exit = asking.await();
      if (exit.code() == 126 || exit.code() == 127) {
        return List.of();
      }
      works = program;
      return List.of(complaint(said, exit));
    } catch (IOException e) {
      throw Trouble.cut("asking " + address, e);
    }
  }

  private static String complaint(String said, Program.Exit exit) {
    if (exit.ok() && (said.isEmpty() || said.startsWith("2"))) {
      return "";
    }
    return said.matches("\\d{3}") && !said.equals("000")
        ? "answers " + said
        : exit.stderr().strip().replaceFirst("(?s).*\\R", "");
  }
}
