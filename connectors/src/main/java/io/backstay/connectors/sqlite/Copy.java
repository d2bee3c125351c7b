package io.backstay.connectors.sqlite;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Handle;
import io.backstay.spi.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A copy of a database as of one moment, which is what is dumped, counted and described.
 *
 * @param file of the copy
 */
record Copy(Path file) implements Handle {
  /** The fact that tells where it is. */
  static final String FILE = "copy";

  /** Asks for one. */
  record Asked() implements Request {
    @Override
    public String says() {
      return "a copy made by SQLite's online backup";
    }
  }

  /** Asks for its bytes. */
  record Bytes() implements Request {
    @Override
    public String says() {
      return "the database as one file";
    }
  }

  /** Makes one, and does not let a damaged one pass. */
  static Copy of(Path live, Path scratch) {
    try {
      Path file = Files.createTempFile(scratch, "copy", ".sqlite");
      try (Database database = Database.open(live)) {
        database.copyTo(file);
      }
      return new Copy(file);
    } catch (IOException e) {
      throw Failure.of("R441", "cannot make a copy in `" + scratch + "`: " + e.getMessage())
          .because(e);
    }
  }

  @Override
  public Facts facts() {
    return Facts.of(FILE, file.toString());
  }

  @Override
  public void confirm() {
    if (!Files.exists(file)) {
      throw Failure.of("R441", "the copy of the database is gone: `" + file + "`");
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The directory it is in is removed with the run.
      return;
    }
  }

  /** Its bytes, and what they are proven to be. */
  Feed feed() {
    try {
      return new Proven(file, Files.newInputStream(file));
    } catch (IOException e) {
      throw Failure.of("R441", "cannot read `" + file + "`: " + e.getMessage()).because(e);
    }
  }

  private record Proven(Path file, InputStream bytes) implements Feed {
    @Override
    public Facts finish() {
      Map<String, Object> facts = new LinkedHashMap<>();
      try (Database copy = Database.look(file)) {
        facts.put("format", "sqlite");
        facts.put("foreign-key-violations", copy.check());
        facts.put("database-bytes", Files.size(file));
        facts.put("inventory", new Catalog(copy).inventory().facts().values());
      } catch (IOException e) {
        throw Failure.of("R441", "cannot read `" + file + "`: " + e.getMessage()).because(e);
      }
      return new Facts(facts);
    }

    @Override
    public void close() {
      try {
        bytes.close();
      } catch (IOException e) {
        // Reading is over either way.
        return;
      }
    }
  }
}
