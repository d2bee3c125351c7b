package io.backstay.connectors.stores.azure;

import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Proves that a container can be written, with a blob of one byte that is removed again. */
final class AzureProof {
  private static final byte[] ONE_BYTE = new byte[1];

  private final AzureReader reader;
  private final Upload upload;

  AzureProof(AzureStore store, Look look) {
    this.reader = new AzureReader(store, look);
    String blob = store.prefix() + ".backstay/" + UUID.randomUUID() + ".proof";
    this.upload = new Upload(reader.container, blob, null, look::cancelled);
  }

  Finding finding() {
    String where = reader.store.says();
    try {
      reader.trouble.asked("R724", "cannot write to " + where, this::write);
      reader.trouble.asked(
          "R725",
          "`" + upload.blob() + "` was written as a proof and cannot be removed",
          this::remove);
      return Finding.ok(where + " writable: a blob of one byte was written and removed");
    } catch (Failure failure) {
      String help = failure.help();
      return Finding.fail(
          failure.message(), help == null ? "See that it may be written and deleted there." : help);
    }
  }

  private String write() throws IOException {
    upload.replacing(ONE_BYTE, Map.of());
    return upload.blob();
  }

  private String remove() throws IOException {
    reader.container.delete(upload.blob());
    return upload.blob();
  }
}
