package io.backstay.connectors.stores.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** Proves that a bucket can be written, with an object of one byte that is removed again. */
final class GcsProof {
  private static final byte[] ONE_BYTE = new byte[1];

  private final GcsReader reader;
  private final Upload upload;

  GcsProof(GcsStore store, Look look) {
    this.reader = new GcsReader(store, look);
    String object = store.prefix() + ".backstay/" + UUID.randomUUID() + ".proof";
    this.upload = new Upload(reader.bucket, object, null, look::cancelled);
  }

  Finding finding() {
    String where = reader.store.says();
    try {
      JsonNode put =
          reader.trouble.asked(
              "R724", "cannot write to " + where, () -> upload.replacing(ONE_BYTE, Map.of()));
      reader.trouble.asked(
          "R725",
          "`" + upload.object() + "` was written as a proof and cannot be removed",
          () -> remove(put));
      return Finding.ok(where + " writable: an object of one byte was written and removed");
    } catch (Failure failure) {
      String help = failure.help();
      return Finding.fail(
          failure.message(), help == null ? "See that it may be written and deleted there." : help);
    }
  }

  /** Where versions are kept, that very version. */
  private JsonNode remove(JsonNode put) throws IOException {
    reader.bucket.delete(upload.object(), put.path("generation").asText());
    return put;
  }
}
