package io.backstay.plans.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a command while every system call that could change or reach something is written down. */
final class Strace {
  private static final String WATCHED =
      "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat,"
          + "symlink,symlinkat,truncate,chmod,fchmod,fchmodat,chown,fchown,lchown,fchownat,utime,"
          + "utimes,utimensat,setxattr,lsetxattr,fsetxattr,mknod,mknodat,mount,connect,bind,sendto,"
          + "execve,kill";

  private static final Pattern CALL = Pattern.compile("\\d+ +(\\w+)\\((.*)");
  private static final Pattern WRITING = Pattern.compile("O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)");
  private static final Pattern OWN = Pattern.compile("\"/(dev|proc)/|AF_NETLINK|nscd");

  private final Path home;

  /** With a directory that the process may use for itself. */
  Strace(Path home) {
    this.home = home;
  }

  /**
   * What a command did.
   *
   * @param answer how it ended
   * @param changes calls that change something outside of what is private to the process
   * @param reached calls that talk to somebody
   * @param started programs that were started
   * @param opened calls that open a file to read it
   */
  record Seen(
      Answer answer,
      List<String> changes,
      List<String> reached,
      List<String> started,
      List<String> opened) {}

  Seen run(List<String> arguments) throws IOException, InterruptedException {
    Path log = home.resolve("strace.log");
    Path own = Files.createDirectories(home.resolve("own"));
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of("strace", "-f", "-qq", "--seccomp-bpf", "-s", "400", "-o", log.toString()));
    command.addAll(List.of("-e", "trace=" + WATCHED));
    command.addAll(Java.unarchived(own));
    command.addAll(arguments);
    Answer answer = Tool.ask(command);
    List<String> changes = new ArrayList<>();
    List<String> reached = new ArrayList<>();
    List<String> started = new ArrayList<>();
    List<String> opened = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      Matcher call = CALL.matcher(line);
      if (!call.matches() || line.contains("= -1 ENOENT") || OWN.matcher(line).find()) {
        continue;
      }
      switch (call.group(1)) {
        case "connect", "bind", "sendto" -> reached.add(line);
        case "execve" -> started.add(call.group(2).replaceAll("^\"([^\"]*)\".*", "$1"));
        case "open", "openat" -> {
          boolean writes = WRITING.matcher(line).find();
          if (!writes) {
            opened.add(line);
          } else if (!line.contains(own.toString())) {
            changes.add(line);
          }
        }
        default -> {
          if (!line.contains(own.toString())) {
            changes.add(line);
          }
        }
      }
    }
    return new Seen(answer, changes, reached, started, opened);
  }
}
