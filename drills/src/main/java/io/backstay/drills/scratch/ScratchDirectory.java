package io.backstay.drills.scratch;

import io.backstay.spi.Doc;
import io.backstay.spi.Ref;
import io.backstay.spi.Scratch;
import io.backstay.spi.Scratch.StandIn;
import io.backstay.spi.ScratchType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scratch resource {@code directory}. */
@Doc(
    "An empty directory of this host. It can stand in for files, for a Docker volume and for a"
        + " directory store.")
public final class ScratchDirectory implements ScratchType<ScratchDirectory.Params> {
  private static final Set<String> TREES = Set.of("files", "volume");

  /** It has no parameters. */
  @Doc("An empty directory.")
  public record Params() {}

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Scratch scratch(String name, Params params, Place place) {
    return new LocalScratch(name, place, ScratchDirectory::standIn);
  }

  @Override
  public Map<String, String> properties(String name, Place place) {
    return Map.of("path", path(place.directory()));
  }

  private static String path(Path directory) {
    return directory.resolve("data").toString();
  }

  private static Optional<StandIn> standIn(Ref.Kind kind, String type, Path directory) {
    String path = path(directory);
    if (kind == Ref.Kind.SOURCE && TREES.contains(type)) {
      return Optional.of(new StandIn("files", Map.of("path", path)));
    }
    return kind == Ref.Kind.STORE && type.equals("directory")
        ? Optional.of(new StandIn("directory", Map.of("path", path, "create", "true")))
        : Optional.empty();
  }
}
