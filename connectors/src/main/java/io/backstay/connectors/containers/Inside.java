package io.backstay.connectors.containers;

import io.backstay.connectors.containers.DrillAddress.Answer;
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
  /** Stands before the status, behind the body. */
  private static final String STATUS = "\n-- status ";

  private static final String PYTHON =
      """
      import sys, urllib.request as request, urllib.error as error
      try:
          answer = request.urlopen(sys.argv[1], timeout=5)
      except error.HTTPError as refusal:
          answer = refusal
      sys.stdout.buffer.write(answer.read() + b"\\n-- status %d" % answer.status)
      """;
  private static final String NODE =
      "fetch(process.argv[1]).then(async r =>"
          + " process.stdout.write(await r.text() + '\\n-- status ' + r.status))";
  private static final String PERL =
      "my $r = HTTP::Tiny->new(timeout => 5)->get($ARGV[0]);"
          + " print $r->{content} . qq(\\n-- status $r->{status})";

  /** Of these only wget keeps the status to itself, and fails unless that is a success. */
  private static final List<List<String>> PROGRAMS =
      List.of(
          List.of("curl", "-sS", "-m", "5", "-w", STATUS + "%{http_code}"),
          List.of("wget", "-q", "-O", "-", "-T", "5"),
          List.of("python3", "-c", PYTHON),
          List.of("node", "-e", NODE),
          List.of("perl", "-MHTTP::Tiny", "-e", PERL));

  private static final int LONGEST = 1 << 20;

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
    Answer answer = answer(container, address);
    if (answer.status() / 100 == 2) {
      return "";
    }
    return answer.trouble().isEmpty() ? "answers " + answer.status() : answer.trouble();
  }

  /**
   * What the address answers.
   *
   * @param container runs
   * @throws Failure when its image has nothing to ask with
   */
  Answer answer(ContainerState container, URI address) {
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

  private List<Answer> asked(ContainerState container, List<String> program, URI address) {
    String[] argv =
        Stream.concat(program.stream(), Stream.of(address.toString())).toArray(String[]::new);
    try (Program asking = engines.get().socket().start(container.id(), ContainerCommand.of(argv))) {
      String said = new String(asking.output().readNBytes(LONGEST), StandardCharsets.UTF_8);
      Program.Exit exit = asking.await();
      if (exit.code() == 126 || exit.code() == 127) {
        return List.of();
      }
      works = program;
      return List.of(answer(said, exit));
    } catch (IOException e) {
      throw Trouble.cut("asking " + address, e);
    }
  }

  private static Answer answer(String said, Program.Exit exit) {
    int at = said.lastIndexOf(STATUS);
    int silent = exit.ok() ? 200 : 0;
    String status = at < 0 ? "" : said.substring(at + STATUS.length()).strip();
    int told = status.matches("\\d{3}") ? Integer.parseInt(status) : silent;
    String trouble = exit.stderr().strip().replaceFirst("(?s).*\\R", "");
    return new Answer(told, at < 0 ? said : said.substring(0, at), told == 0 ? trouble : "");
  }
}
