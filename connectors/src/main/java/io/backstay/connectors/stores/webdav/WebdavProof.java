package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import java.io.IOException;
import java.util.UUID;

/** Proves that a collection can be written, with a file of one byte that is removed again. */
final class WebdavProof {
  private final WebdavReader reader;
  private final String where;
  private final String name = KeyNames.OURS + "-" + UUID.randomUUID() + ".proof";

  WebdavProof(WebdavStore store, Look look) {
    this.reader = new WebdavReader(store, look);
    this.where = store.says();
  }

  Finding finding() {
    try {
      String path = reader.trouble.asked("R724", "cannot write to " + where, this::write);
      reader.trouble.asked(
          "R725",
          "`" + path + "` was written as a proof and cannot be removed",
          () -> {
            reader.dav.delete(path);
            return path;
          });
      return Finding.ok(where + " writable: a file of one byte was written and removed");
    } catch (Failure failure) {
      String help = failure.help();
      return Finding.fail(
          failure.message(), help == null ? "See that it may be written and deleted there." : help);
    }
  }

  /** What a run would make is not made for a proof. */
  private String write() throws IOException {
    reader.demandRoot();
    String prefix = reader.store.prefix();
    String path = (reader.dav.find(prefix).isPresent() ? prefix : "") + name;
    reader.dav.send(path, Ask.Body.of(new byte[1]));
    return path;
  }
}
