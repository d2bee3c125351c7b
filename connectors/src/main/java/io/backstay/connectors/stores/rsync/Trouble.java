package io.backstay.connectors.stores.rsync;

import io.backstay.spi.Failure;
import java.util.List;
import java.util.Set;

/** What it means that rsync does not end well. */
final class Trouble {
  /** The protocol, the socket, the other side, or SSH itself. */
  private static final Set<Integer> OF_THE_CONNECTION = Set.of(5, 10, 12, 30, 35, 255);

  /** Files that went away while they were listed: they are not there. */
  private static final int VANISHED = 24;

  private static final int SHOWN = 3;

  private Trouble() {}

  /**
   * Judges how it ended.
   *
   * @param code of the failure where it is about what was done, and not about the connection
   * @param what was done
   * @param complained what it said
   */
  static void judge(RsyncStore store, String code, String what, int exit, String complained) {
    if (exit == 0 || exit == VANISHED) {
      return;
    }
    if (complained.contains("Host key verification failed")) {
      throw Failure.of("R727", store.says() + " is refused: its key is not the one that is known")
          .help(
              "see on the server itself which key it has (ssh-keygen -lf"
                  + " /etc/ssh/ssh_host_*_key.pub), and put that one into `host-key` or the file"
                  + " of known hosts");
    }
    if (complained.contains("Permission denied (")) {
      throw Failure.of("R727", store.says() + " does not let us in")
          .help("see that `user` and `key` are right, and that the key has no passphrase");
    }
    Failure failure =
        Failure.of(code, "cannot " + what + " " + store.says() + ": " + says(exit, complained));
    throw OF_THE_CONNECTION.contains(exit)
        ? failure
            .help(
                "see that `host` and `port` are right, that the connection holds, and that rsync is"
                    + " installed there")
            .transientOne()
        : failure.help(
            "see that `"
                + store.root()
                + "` is a directory there, that `"
                + store.params().user()
                + "` may do that in it, and that there is room");
  }

  private static String says(int exit, String complained) {
    List<String> lines = complained.lines().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty()
        ? "rsync ends with " + exit
        : String.join("; ", lines.subList(0, Math.min(SHOWN, lines.size())));
  }
}
