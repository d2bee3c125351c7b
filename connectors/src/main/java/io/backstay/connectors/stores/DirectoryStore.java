package io.backstay.connectors.stores;

import io.backstay.expr.Human;
import io.backstay.spi.Facts;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory with sets in it.
 *
 * @param name of the store
 * @param path absolute
 * @param create whether it is made when it is missing
 * @param mode its permissions; negative when the plan does not say
 */
record DirectoryStore(String name, Path path, boolean create, int mode) implements Store {

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.STORE, name);
  }

  @Override
  public String says() {
    return "directory " + path;
  }

  @Override
  public List<Finding> probe(Look look) {
    if (!Files.isDirectory(path)) {
      return List.of(missing());
    }
    if (!Files.isWritable(path)) {
      return List.of(
          Finding.fail(
              path + " is not writable for " + System.getProperty("user.name"),
              "Give this user the right to write there."));
    }
    if (openToAll()) {
      return List.of(
          new Finding(
              Finding.Status.WARN,
              "everybody can write to " + path + ", and so delete what is stored there",
              "chmod o-w " + path,
              Facts.NONE));
    }
    return new DirectoryReader(this)
        .space()
        .map(
            space ->
                new Finding(
                    Finding.Status.ASSUMED,
                    path
                        + " writable by its permissions, "
                        + Human.about(space.freeBytes())
                        + " free",
                    null,
                    new Facts(Map.of("free", space.freeBytes(), "total", space.totalBytes()))))
        .map(List::of)
        .orElseGet(() -> List.of(Finding.unchecked("free space of " + path)));
  }

  /** What does not exist yet is not made to prove something: making it is what a run may do. */
  @Override
  public Finding proveWrite(Look look) {
    if (Files.isDirectory(path)) {
      return WriteProof.in(path);
    }
    Finding missing = missing();
    return missing.status() == Finding.Status.FAIL
        ? missing
        : Finding.unchecked("writing to " + path + ", which does not exist yet");
  }

  private boolean openToAll() {
    try {
      return Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // A file system without permissions has none to tighten.
    }
  }

  private Finding missing() {
    if (Files.exists(path)) {
      return Finding.fail(path + " is not a directory", "Name a directory, or move the file.");
    }
    return create
        ? Finding.ok(path + " does not exist yet and will be made")
        : Finding.fail(
            path + " does not exist", "Mount or make it, or say `create: true` if backstay may.");
  }

  @Override
  public Reader reader(Look look) {
    return new DirectoryReader(this);
  }

  @Override
  public Writer writer(Tools tools) {
    return new DirectoryWriter(this, 0600, 0700);
  }

  /**
   * Only where the store is, or may be made: staging must not bring a missing mount to life. And
   * never behind a link, which somebody may have put there.
   */
  @Override
  public Optional<Path> staging() {
    boolean there = create || Files.isDirectory(path);
    boolean elsewhere =
        Files.isSymbolicLink(path.resolve(KeyNames.OURS))
            || Files.isSymbolicLink(path.resolve(KeyNames.STAGING));
    return there && !elsewhere ? Optional.of(path.resolve(KeyNames.STAGING)) : Optional.empty();
  }

  @Override
  public Optional<Path> directory() {
    return Optional.of(path);
  }

  @Override
  public boolean offHost() {
    return false;
  }
}
