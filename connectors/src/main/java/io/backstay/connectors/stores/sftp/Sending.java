package io.backstay.connectors.stores.sftp;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;

/**
 * Something on its way to a key, under a name of its own until it has arrived.
 *
 * @param reader the connection
 * @param path where it is
 * @param mode its permissions
 */
record Sending(SftpReader reader, String path, int mode) {
  private static final int BUFFER = 1 << 16;

  static Sending of(SftpReader reader, String key, int mode) {
    String name = KeyNames.mark(key) + UUID.randomUUID() + ".part";
    return new Sending(reader, reader.store.path(KeyNames.STAGING + "/" + name), mode);
  }

  /** Sends it; when this returns the server has all of it, on its disk if it can do that. */
  void send(InputStream in, long bytes) throws IOException {
    SftpClient client = reader.client();
    try (OutputStream out =
        client.write(path, BUFFER, Set.of(OpenMode.Write, OpenMode.Create, OpenMode.Exclusive))) {
      byte[] buffer = new byte[BUFFER];
      for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
        if (reader.look.cancelled()) {
          throw new IOException("cancelled");
        }
        out.write(buffer, 0, got);
      }
    }
    client.setStat(path, new Attributes().perms(mode));
    OpenSSHFsyncExtension disk = client.getExtension(OpenSSHFsyncExtension.class);
    if (disk != null && disk.isSupported()) {
      try (CloseableHandle file = client.open(path, Set.of(OpenMode.Write))) {
        disk.fsync(file);
      }
    }
    long arrived = client.stat(path).getSize();
    if (arrived != bytes) {
      throw new IOException(arrived + " of " + bytes + " bytes have arrived");
    }
  }

  /** Gives it the name of something that may exist, in one step. */
  void replace(String target) throws IOException {
    SftpClient client = reader.client();
    OpenSSHPosixRenameExtension rename = client.getExtension(OpenSSHPosixRenameExtension.class);
    if (rename != null && rename.isSupported()) {
      rename.posixRename(path, target);
    } else if (reader.lookAt(target).isEmpty()) {
      client.rename(path, target);
    } else {
      throw Failure.of("R724", reader.store.says() + " cannot replace `" + target + "` in one step")
          .help("use a server that offers posix-rename@openssh.com");
    }
  }

  /** Removes what did not arrive; what cannot be removed now goes with its key. */
  void remove() {
    try {
      reader.client().remove(path);
    } catch (IOException | Failure e) {
      // It has arrived, or the connection is gone.
    }
  }
}
