package io.backstay.connectors.postgres;

import io.backstay.spi.Refusal;
import io.backstay.spi.Request;
import java.util.List;

/**
 * Loads a dump into a temporary database.
 *
 * @param name of the database
 * @param jobs parallel workers
 * @param extensions created first
 */
record Fill(String name, int jobs, List<String> extensions) implements Request {
  /** Refuses what cannot be its name. */
  Fill {
    if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl) || !Sql.fits(name)) {
      throw new Refusal(
          "E211", "into", "a name of a database has 1 to 63 bytes and no control characters", null);
    }
  }

  @Override
  public String says() {
    String first = extensions.isEmpty() ? "" : ", after " + String.join(", ", extensions);
    return "the dump loaded into %s, jobs %d%s".formatted(name, jobs, first);
  }

  LoadRequest load() {
    return new LoadRequest(name, List.of(), jobs, extensions);
  }
}
