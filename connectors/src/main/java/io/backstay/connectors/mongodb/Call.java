package io.backstay.connectors.mongodb;

import io.backstay.connectors.databases.HostPrograms;
import io.backstay.spi.Command;
import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A started program of MongoDB's, and the file in which it finds the connection string.
 *
 * @param program started
 * @param options the file
 * @param uri what is in it
 */
record Call(Program program, Path options, String uri) implements Program {
  private static final Pattern PASSWORD = Pattern.compile("//[^/:@]*:(.+)@");
  private static final int LINES = 3;

  static Call of(Path name, String uri, List<String> arguments, Tools tools) {
    Path options = written(uri, tools);
    List<String> argv = new ArrayList<>(List.of(name.toString(), "--config=" + options));
    argv.addAll(arguments);
    try {
      return new Call(tools.start(Command.of(argv.toArray(String[]::new))), options, uri);
    } catch (Failure e) {
      remove(options);
      throw e;
    }
  }

  private static Path written(String uri, Tools tools) {
    if (uri.chars().anyMatch(Character::isISOControl)) {
      throw Failure.of("R430", "the connection string has a line break or the like in it")
          .help("Write it into the secret as one line, and nothing else.");
    }
    String yaml = "uri: \"" + uri.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n";
    return HostPrograms.options(tools, ".yaml", yaml);
  }

  /** Takes how it has ended. */
  static void judge(String name, String uri, Program.Exit exit) {
    if (exit.ok()) {
      return;
    }
    String how =
        exit.code() > 128
            ? name + " was ended by signal " + (exit.code() - 128)
            : name + " exited with " + exit.code();
    List<String> lines =
        exit.stderr()
            .lines()
            .map(line -> line.replaceFirst("^\\S+T\\S+\\s+", "").strip())
            .filter(line -> !line.isEmpty())
            .toList();
    String said = String.join("; ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    throw failure(how + (said.isEmpty() ? "" : ": " + hidden(said, uri)));
  }

  private static Failure failure(String message) {
    if (message.contains("AuthenticationFailed") || message.contains("auth error")) {
      return Failure.of("R430", message).help("Check the account in the connection string.");
    }
    return message.contains("server selection")
        ? Failure.of("R430", message).help("Check that the server runs.").transientOne()
        : Failure.of("R501", message);
  }

  // Whoever has given out the whole string hides the whole only.
  private static String hidden(String said, String uri) {
    Matcher password = PASSWORD.matcher(uri);
    return password.find() ? said.replace(password.group(1), "***") : said;
  }

  /** Hands on an archive to its end, unless the program gives up before it. */
  void feed(InputStream archive) throws IOException {
    byte[] buffer = new byte[256 << 10];
    for (int read = archive.read(buffer); read >= 0; read = archive.read(buffer)) {
      try {
        input().write(buffer, 0, read);
        input().flush();
      } catch (IOException e) {
        // Why it does not read on is in its last words.
        judge(Access.RESTORE, uri, await());
        throw e;
      }
    }
  }

  /** Ends its input: it is asked for nothing, not even for a password that is missing. */
  Call alone() {
    try {
      input().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  @Override
  public InputStream output() {
    return program.output();
  }

  @Override
  public OutputStream input() {
    return program.input();
  }

  @Override
  public Exit await() {
    return program.await();
  }

  @Override
  public void close() {
    program.close();
    remove(options);
  }

  private static void remove(Path options) {
    try {
      Files.deleteIfExists(options);
    } catch (IOException e) {
      // The directory it is in is private, and removed with the run.
      return;
    }
  }
}
