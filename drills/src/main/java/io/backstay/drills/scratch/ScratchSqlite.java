package io.backstay.drills.scratch;

import io.backstay.spi.Doc;
import io.backstay.spi.Ref;
import io.backstay.spi.Scratch;
import io.backstay.spi.Scratch.StandIn;
import io.backstay.spi.ScratchType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The scratch resource {@code sqlite}. */
@Doc("A SQLite database in a file of its own. It can stand in for a SQLite database.")
public final class ScratchSqlite implements ScratchType<ScratchSqlite.Params> {

  /** It has no parameters. */
  @Doc("A SQLite database that does not exist yet.")
  public record Params() {}

  @Override
  public String name() {
    return "sqlite";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Scratch scratch(String name, Params params, Place place) {
    return new LocalScratch(name, place, ScratchSqlite::standIn);
  }

  @Override
  public Map<String, String> properties(String name, Place place) {
    return Map.of("file", file(place.directory()));
  }

  private static String file(Path directory) {
    return directory.resolve("database.sqlite").toString();
  }

  private static Optional<StandIn> standIn(Ref.Kind kind, String type, Path directory) {
    String file = file(directory);
    return kind == Ref.Kind.SOURCE && type.equals("sqlite")
        ? Optional.of(new StandIn("sqlite", Map.of("file", file)))
        : Optional.empty();
  }
}
