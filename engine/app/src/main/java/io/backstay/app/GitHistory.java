package io.backstay.app;

import io.backstay.drill.DrillReporter.Revision;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan files of a Git repository as they were; read by {@code git} itself, which writes nothing
 * for it.
 */
final class GitHistory {
  /** A file and not a link, a program or another repository. */
  private static final Pattern ENTRY =
      Pattern.compile("100(?:644|755) blob ([0-9a-f]+)\t(.+\\.ya?ml)", Pattern.DOTALL);

  private final Path directory;
  private final Path top;

  private GitHistory(Path directory, Path top) {
    this.directory = directory;
    this.top = top;
  }

  /** Of the repository a directory is in. */
  static GitHistory of(Path directory) {
    String top = text(git(directory, "", "rev-parse", "--show-toplevel")).strip();
    if (top.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          directory + " is in no Git repository",
          "name two files instead: backstay diff old.yaml new.yaml");
    }
    return new GitHistory(directory, Path.of(top));
  }

  /** The id of the commit that is meant, shortened. */
  String commit(String revision) {
    String commit = "--end-of-options";
    String id =
        text(git(directory, "", "rev-parse", "--verify", "--short", commit, revision + "^{commit}"))
            .strip();
    if (id.isEmpty()) {
      throw new Stop(
          ExitCode.INVALID,
          "`" + revision + "` is no revision of the repository " + top,
          "git log --oneline shows some; in CI, fetch enough history");
    }
    return id;
  }

  /** The commit that has changed one of these files last; null when none of them was committed. */
  @Nullable Revision last(List<Path> files) {
    List<String> names = files.stream().map(Path::toString).toList();
    String last = text(git(top, "", words(names, "log", "-1", "--format=%h%n%an <%ae>%n%cI")));
    byte[] changed = git(top, "", words(names, "--no-optional-locks", "status", "--porcelain"));
    String[] lines = last.strip().split("\n", 3);
    return lines.length < 3
        ? null
        : new Revision(
            lines[0], lines[1], OffsetDateTime.parse(lines[2]).toInstant(), changed.length > 0);
  }

  private static String[] words(List<String> files, String... words) {
    return Stream.of(Stream.of(words), Stream.of("--"), files.stream())
        .flatMap(Function.identity())
        .toArray(String[]::new);
  }

  /** All YAML files of a commit, by absolute path. */
  Map<Path, String> files(String commit) {
    Map<String, String> ids = new LinkedHashMap<>();
    String tree = text(git(top, "", "ls-tree", "-r", "-z", "--full-tree", commit));
    for (String entry : tree.split("\0", -1)) {
      Matcher file = ENTRY.matcher(entry);
      if (file.matches()) {
        ids.put(file.group(2), file.group(1));
      }
    }
    return contents(ids);
  }

  private Map<Path, String> contents(Map<String, String> ids) {
    Map<Path, String> files = new LinkedHashMap<>();
    String wanted = String.join("\n", ids.values()) + "\n";
    try (DataInputStream batch =
        new DataInputStream(new ByteArrayInputStream(git(top, wanted, "cat-file", "--batch")))) {
      for (String name : ids.keySet()) {
        String[] head = line(batch).split(" ");
        byte[] content = batch.readNBytes(Integer.parseInt(head[2]));
        batch.readByte();
        files.put(top.resolve(name), new String(content, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static String line(DataInputStream from) throws IOException {
    StringBuilder line = new StringBuilder();
    for (byte b = from.readByte(); b != '\n'; b = from.readByte()) {
      line.append((char) b);
    }
    return line.toString();
  }

  /** What a command prints; nothing when it fails. */
  private static byte[] git(Path directory, String input, String... words) {
    List<String> argv = new ArrayList<>(List.of("git", "-C", directory.toString()));
    argv.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(argv)
              .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
              .start();
      Thread.startVirtualThread(() -> feed(process, input));
      byte[] output = process.getInputStream().readAllBytes();
      return process.waitFor() == 0 ? output : new byte[0];
    } catch (IOException e) {
      throw new Stop(
          ExitCode.INVALID, "`git` cannot be started", "install it, or compare two files");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop(ExitCode.INTERRUPTED, "interrupted while `git` ran", null);
    }
  }

  private static void feed(Process process, String input) {
    try (OutputStream to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It has ended without reading: what it printed tells.
    }
  }

  private static String text(byte[] output) {
    return new String(output, StandardCharsets.UTF_8);
  }
}
