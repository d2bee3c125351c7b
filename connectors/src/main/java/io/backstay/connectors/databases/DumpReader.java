package io.backstay.connectors.databases;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;

/** A database that knows how to read its own dumps. */
public interface DumpReader {
  /**
   * Reads a dump to its end with the format's own reader, and compares its contents with the
   * inventory that was taken with it.
   *
   * @param plain its bytes, as the database wrote them
   * @throws IOException when they cannot be read
   */
  Verdict read(CheckWorld.Artifact dump, InputStream plain, Tools tools) throws IOException;
}
