package io.backstay.connectors.postgres;

import io.backstay.spi.Failure;
import io.backstay.spi.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a server keeps its databases, as this host sees it. An address of this host may lead to a
 * server anywhere, so that its paths prove nothing: the process that answers has to be a child here
 * of the one that has written its number beside the data.
 *
 * @param root what the server takes for the root directory
 * @param where the server is, for people
 */
record DataDirectory(Path root, String where) {
  private static final String PLACE = Sql.file("place");
  private static final String PARENT = "PPid:";

  /** Where a successor of this database will lie; empty when that cannot be told for certain. */
  Optional<Ground> of(String database, SqlSession session) {
    try {
      SqlSession.Row row = session.rows(PLACE, database).getFirst();
      String home = row.text(0);
      boolean whole = !row.is(2);
      String place = row.text(1).isEmpty() ? home : row.text(1);
      return whole && isServer(home, row.text(3)) ? ground(place) : Optional.empty();
    } catch (Failure | IOException | InvalidPathException e) {
      return Optional.empty(); // Not every role may know, and not every process may look.
    }
  }

  private Optional<Ground> ground(String place) {
    Path seen = seen(place);
    return Files.isDirectory(seen)
        ? Optional.of(new Ground(seen, place + " " + where))
        : Optional.empty();
  }

  private boolean isServer(String home, String answering) throws IOException {
    String first = Files.readAllLines(seen(home).resolve("postmaster.pid")).getFirst().strip();
    return Files.readAllLines(seen("/proc/" + answering + "/status")).stream()
        .filter(line -> line.startsWith(PARENT))
        .anyMatch(line -> line.substring(PARENT.length()).strip().equals(first));
  }

  private Path seen(String path) {
    return Path.of(root + path).normalize();
  }
}
