package io.backstay.connectors.checks;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Store;
import io.backstay.spi.StoreRef;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The check {@code permissions}. */
@Doc(
    "Nothing in a store is more open than it should be: neither the files nor the directories they"
        + " lie in. Only a directory has permissions; for other stores it does not apply.")
public final class PermissionsCheck implements ReadCheckType<PermissionsCheck.Params> {
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

  /**
   * Parameters.
   *
   * @param store where
   * @param file the most a file may allow
   * @param directory the most a directory may allow
   */
  public record Params(
      @Primary @Doc(value = "The store to look at.", example = "local") StoreRef store,
      @Doc(value = "The most a file may allow, octal.", example = "0600") @Default("0600")
          String file,
      @Doc(value = "The most a directory may allow, octal.", example = "0700") @Default("0700")
          String directory) {

    /** Refuses what are no permissions. */
    public Params {
      refuseOthers("file", file);
      refuseOthers("directory", directory);
    }

    private static void refuseOthers(String parameter, String mode) {
      if (!OCTAL.matcher(mode).matches()) {
        throw new Refusal(
            "E211", parameter, "`" + mode + "` are no permissions", parameter + ": 0700");
      }
    }
  }

  @Override
  public String name() {
    return "permissions";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return List.of(Ref.of(params.store()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Store store = (Store) world.resource(Ref.of(params.store()));
    Optional<Path> root = store.directory();
    if (root.isEmpty()) {
      return new Verdict.NotApplicable("`" + params.store().name() + "` has no permissions");
    }
    int files = Integer.parseInt(params.file(), 8);
    int directories = Integer.parseInt(params.directory(), 8);
    int seen = 0;
    for (Store.Stored object : store.reader(world).list("")) {
      Path file = root.get().resolve(object.key());
      Optional<Verdict> open =
          tooOpen(file, files).or(() -> tooOpenAbove(file, root.get(), directories));
      if (open.isPresent()) {
        return open.get();
      }
      seen++;
    }
    return new Verdict.Passed(seen + " files are as private as they should be", Facts.NONE);
  }

  private static Optional<Verdict> tooOpenAbove(Path file, Path root, int most) {
    for (Path above = file.getParent();
        above != null && !above.equals(root);
        above = above.getParent()) {
      Optional<Verdict> open = tooOpen(above, most);
      if (open.isPresent()) {
        return open;
      }
    }
    return Optional.empty();
  }

  private static Optional<Verdict> tooOpen(Path path, int most) {
    int mode = mode(path);
    if ((mode & ~most) == 0) {
      return Optional.empty();
    }
    String expected = String.format(Locale.ROOT, "%04o", most);
    String actual = String.format(Locale.ROOT, "%04o", mode);
    return Optional.of(
        new Verdict.NotPassed(
            expected,
            actual,
            "`" + path + "` has permissions " + actual + ", at most " + expected + " is allowed",
            Facts.of("path", path.toString())));
  }

  private static int mode(Path path) {
    try {
      return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    } catch (IOException e) {
      throw Failure.of("R520", "cannot look at `" + path + "`").because(e);
    }
  }
}
