package io.backstay.connectors.postgres;

import io.backstay.spi.Request;
import java.util.List;

/**
 * Asks for the stream of a dump.
 *
 * @param format {@link DumpFormat}
 * @param packed whether whatever takes the stream compresses it, so that the dump itself need not
 * @param content {@code all}, {@code schema} or {@code data}
 * @param tables empty for all
 * @param cluster every database of the server, with its roles
 */
record DumpRequest(
    String format, boolean packed, String content, List<String> tables, boolean cluster)
    implements Request {

  @Override
  public String says() {
    if (cluster) {
      return "pg_dumpall of every database and role";
    }
    String what = content.equals("all") ? "" : ", " + content + " only";
    String which = tables.isEmpty() ? "" : ", " + tables.size() + " tables";
    return "pg_dump " + format + what + which;
  }
}
