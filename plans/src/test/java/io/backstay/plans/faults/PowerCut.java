package io.backstay.plans.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What would be lost if power were cut at the moment when something is said to be over. Every call
 * that changes a file, gives it a name, or waits for the disk is followed: bytes are safe once
 * their file, and names once their directory, was waited for, or the whole file system was.
 */
final class PowerCut {
  private static final String WATCHED =
      "open,openat,creat,write,pwrite64,writev,pwritev,ftruncate,fallocate,copy_file_range,sendfile,"
          + "fsync,fdatasync,sync,syncfs,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
          + "mkdir,mkdirat,unlink,unlinkat,rmdir";

  private static final Pattern BEGUN =
      Pattern.compile("(\\d+) +(\\w+)\\((.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern CALL = Pattern.compile("\\d+ +(\\w+)\\((.*)\\) += (-?\\d+.*)");
  private static final Pattern OPEN_FILE = Pattern.compile("\\d+<([^>]*)>");
  private static final Pattern NAME =
      Pattern.compile("(?:(?:AT_FDCWD|\\d+)<([^>]*)>, )?\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final String said;
  private final Set<String> bytes = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();
  private final List<Set<String>> atTheEnd = new ArrayList<>();

  private PowerCut(String said) {
    this.said = said;
  }

  /**
   * Runs a command.
   *
   * @param home a directory the process may use for itself
   * @param environment more than it gets from this process
   * @param said what it writes when something is over
   * @return files of which bytes or names would be lost, each time that was written
   */
  static List<Set<String>> after(
      List<String> arguments, Path home, Map<String, String> environment, String said)
      throws IOException, InterruptedException {
    Path log = home.resolve("power.log");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("strace", "-f", "-y", "-qq", "--seccomp-bpf", "-s", "300"));
    command.addAll(List.of("-o", log.toString(), "-e", "trace=" + WATCHED));
    command.addAll(Java.unarchived(Files.createDirectories(home.resolve("own"))));
    command.addAll(arguments);
    Tool.ask(command, environment).expect(0);
    PowerCut cut = new PowerCut(said);
    Map<String, String> unfinished = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher begun = BEGUN.matcher(line);
      Matcher resumed = RESUMED.matcher(line);
      if (begun.matches()) {
        unfinished.put(
            begun.group(1), begun.group(1) + " " + begun.group(2) + "(" + begun.group(3));
      } else if (resumed.matches()) {
        cut.follow(unfinished.remove(resumed.group(1)) + resumed.group(2));
      } else {
        cut.follow(line);
      }
    }
    return cut.atTheEnd;
  }

  private void follow(String line) {
    Matcher call = CALL.matcher(line);
    if (!call.matches() || call.group(3).startsWith("-1")) {
      return;
    }
    String arguments = call.group(2);
    List<String> paths = NAME.matcher(arguments).results().map(PowerCut::path).toList();
    switch (call.group(1)) {
      case "open", "openat", "creat" -> {
        if (arguments.contains("O_CREAT")) {
          names.add(file(call.group(3)));
        }
      }
      case "mkdir", "mkdirat" -> names.add(paths.getFirst());
      case "symlink", "symlinkat", "link", "linkat" -> names.add(paths.getLast());
      case "rename", "renameat", "renameat2" -> rename(paths.getFirst(), paths.getLast());
      case "unlink", "unlinkat", "rmdir" -> forget(paths.getFirst());
      case "fsync", "fdatasync" -> safe(file(arguments));
      case "sync", "syncfs" -> {
        bytes.clear();
        names.clear();
      }
      default -> written(arguments);
    }
  }

  private void written(String arguments) {
    List<String> files =
        OPEN_FILE.matcher(arguments).results().map(match -> match.group(1)).toList();
    String file = files.isEmpty() ? "" : files.getLast();
    if (arguments.contains(said)) {
      Set<String> lost = new TreeSet<>(bytes);
      lost.addAll(names);
      lost.remove(file);
      atTheEnd.add(lost);
    }
    bytes.add(file);
  }

  private void safe(String path) {
    bytes.remove(path);
    names.removeIf(name -> name.replaceFirst("/[^/]*$", "").equals(path));
  }

  private void rename(String from, String to) {
    for (Set<String> set : List.of(bytes, names)) {
      List<String> moved =
          set.stream().filter(path -> path.equals(from) || path.startsWith(from + "/")).toList();
      moved.forEach(set::remove);
      moved.forEach(path -> set.add(to + path.substring(from.length())));
    }
    names.add(to);
  }

  private void forget(String path) {
    bytes.remove(path);
    names.remove(path);
  }

  private static String file(String text) {
    Matcher file = OPEN_FILE.matcher(text);
    return file.find() ? file.group(1) : "";
  }

  private static String path(MatchResult name) {
    String text = name.group(2);
    return text.startsWith("/") || name.group(1) == null ? text : name.group(1) + "/" + text;
  }
}
