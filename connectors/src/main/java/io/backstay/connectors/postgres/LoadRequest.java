package io.backstay.connectors.postgres;

import io.backstay.connectors.databases.SideName;
import io.backstay.spi.Request;
import java.util.List;

/**
 * Asks for a dump to be loaded into a database beside the live one: its successor, or a stopover
 * for some of its tables.
 *
 * @param live name of the database it stands beside
 * @param tables only these; empty for everything
 * @param jobs parallel workers
 * @param extensions created first
 */
record LoadRequest(String live, List<String> tables, int jobs, List<String> extensions)
    implements Request {
  @Override
  public boolean partly() {
    return !tables.isEmpty();
  }

  @Override
  public String says() {
    String what = tables.isEmpty() ? "" : String.join(", ", tables) + " ";
    String first = extensions.isEmpty() ? "" : ", after " + String.join(", ", extensions);
    return "%sloaded into %s, jobs %d%s".formatted(what, SideName.incoming(live), jobs, first);
  }
}
