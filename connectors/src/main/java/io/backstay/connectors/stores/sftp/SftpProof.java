package io.backstay.connectors.stores.sftp;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.spi.Look;
import java.io.IOException;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;

/**
 * Proves that a directory can be written, with a file of one byte that is removed again.
 *
 * @param store whose
 * @param look how the server is asked
 */
record SftpProof(SftpStore store, Look look) {
  private static final byte[] ONE_BYTE = new byte[1];

  void write() {
    SftpReader reader = new SftpReader(store, look);
    reader.demandRoot();
    String path = store.path(KeyNames.OURS + "-" + UUID.randomUUID() + ".proof");
    SftpClient client = reader.client();
    try (CloseableHandle file =
        client.open(path, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)) {
      client.write(file, 0, ONE_BYTE);
    } catch (IOException e) {
      throw Trouble.failure("R724", "write to", store, e);
    }
    try {
      client.remove(path);
    } catch (IOException e) {
      throw Trouble.failure("R725", "remove `" + path + "`, written as a proof, from", store, e);
    }
  }
}
