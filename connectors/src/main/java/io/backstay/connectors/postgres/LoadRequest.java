package io.backstay.connectors.postgres;

import io.backstay.spi.Request;
import java.util.List;

/**
 * Asks for a dump to be loaded into the successor.
 *
 * @param live name of the database whose successor it is
 * @param jobs parallel workers
 * @param extensions created first
 */
record LoadRequest(String live, int jobs, List<String> extensions) implements Request {
  @Override
  public String says() {
    String first = extensions.isEmpty() ? "" : ", after " + String.join(", ", extensions);
    return "loaded into %s, jobs %d%s".formatted(SideName.incoming(live), jobs, first);
  }
}
