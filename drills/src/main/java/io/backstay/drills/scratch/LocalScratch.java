package io.backstay.drills.scratch;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Scratch;
import io.backstay.spi.ScratchType;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;
import org.apache.commons.io.file.StandardDeleteOption;

/**
 * Something that is no more than a directory of this host. Nobody else may look into it: what is
 * restored there is as private as the real data.
 *
 * @param name its key in the drill
 * @param place where the directory is
 * @param standIns what it can take the place of
 */
record LocalScratch(String name, ScratchType.Place place, StandIns standIns) implements Scratch {
  private static final String REMOVE = "remove";
  private static final String PATH = "path";

  /** What a directory can take the place of. */
  interface StandIns {
    Optional<StandIn> of(Ref.Kind kind, String type, Path directory);
  }

  /** Where it is going to be, answered as the fact {@code path}. */
  private record Where(Path directory) implements Request {
    @Override
    public String says() {
      return "not there yet: " + directory;
    }
  }

  /** Makes the directory. */
  private record Make(Path directory) implements Request {
    @Override
    public String says() {
      return "directory " + directory + ", removed at the end";
    }
  }

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.SCRATCH, name);
  }

  @Override
  public String says() {
    return "scratch directory " + place.directory();
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of(Finding.unchecked(place.directory() + " is made by the drill"));
  }

  @Override
  public List<Op> provision(List<Resource> standIns) {
    return List.of(
        new Op.Observe(ref(), new Where(place.directory()), null),
        new Op.Owe(ref(), REMOVE, List.of(PATH), null, Op.AtEnd.PAY),
        new Op.Change(ref(), Op.Verb.CREATE, new Make(place.directory())));
  }

  @Override
  public Optional<StandIn> standIn(Ref.Kind kind, String type) {
    return standIns.of(kind, type, place.directory());
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (Files.exists(place.directory(), LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of("R770", "`" + place.directory() + "` is in the way of a scratch resource")
          .help("Nothing of a drill is there before it begins: look at it, then move it away.");
    }
    return Facts.of(PATH, place.directory().toString());
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    try {
      Path drill = ofTheDrill(place.directory());
      Files.createDirectories(
          drill,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createDirectory(place.directory());
      // Containers of the drill it is mounted into run as whoever they like.
      Files.setPosixFilePermissions(
          place.directory(), PosixFilePermissions.fromString("rwxr-xr-x"));
      return Facts.NONE;
    } catch (IOException e) {
      throw Failure.of(
              "R770", "cannot make the scratch directory `" + place.directory() + "`: " + e)
          .help("Give this user a place to write to, or set BACKSTAY_SCRATCH_DIR.")
          .because(e);
    }
  }

  /** What is removed is what was written down before it was made. */
  @Override
  public void pay(String action, Facts facts, Tools tools) {
    Path directory = Path.of(facts.text(PATH).orElseThrow());
    try {
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        PathUtils.deleteDirectory(directory, StandardDeleteOption.OVERRIDE_READ_ONLY);
      }
      removeIfEmpty(ofTheDrill(directory));
    } catch (IOException e) {
      throw Failure.of("R771", "cannot remove the scratch directory `" + directory + "`: " + e)
          .help("Remove it by hand: it holds a copy of restored data.")
          .because(e);
    }
  }

  private static Path ofTheDrill(Path directory) {
    return Objects.requireNonNull(directory.getParent(), "each has one for itself in the drill's");
  }

  /** The last resource of a drill takes the drill's own directory with it. */
  private static void removeIfEmpty(Path drill) throws IOException {
    try (var left = Files.list(drill)) {
      if (left.findAny().isPresent()) {
        return;
      }
    } catch (java.nio.file.NoSuchFileException gone) {
      return;
    }
    Files.deleteIfExists(drill);
  }
}
