package io.backstay.connectors.stores.sftp;

import io.backstay.spi.Failure;
import java.io.IOException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** What a server says when it refuses, or does not say. */
final class Trouble {
  private Trouble() {}

  /** The failure a refusal means. */
  static Failure failure(String code, String what, SftpStore store, IOException e) {
    Failure failure =
        Failure.of(code, "cannot " + what + " " + store.says() + ": " + says(e)).because(e);
    if (!(e instanceof SftpException refusal)) {
      return failure.help("see that the connection to the server holds").transientOne();
    }
    return failure.help(
        switch (refusal.getStatus()) {
          case SftpConstants.SSH_FX_PERMISSION_DENIED ->
              "give `" + store.params().user() + "` the right to do that there";
          case SftpConstants.SSH_FX_NO_SUCH_FILE ->
              "make the directory `" + store.root() + "` there, or mount what belongs into it";
          default -> "see that there is room on the server, and what it has logged";
        });
  }

  static boolean isMissing(IOException e) {
    return e instanceof SftpException refusal
        && refusal.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE;
  }

  /** In the words of the server or of the network. */
  static String says(IOException e) {
    Throwable root = e;
    while (!(root instanceof SftpException) && root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }
}
