package io.backstay.connectors.stores;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.Store;
import io.backstay.spi.StoreType;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The store {@code directory}. */
@Doc(
    "A directory of this host or of something mounted on it. What is staged lies on the same file"
        + " system, so publishing a set is a rename and copies nothing.")
public final class DirectoryType implements StoreType<DirectoryType.Params> {
  private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");

  /**
   * Parameters.
   *
   * @param path where it is
   * @param create whether it is made when it is missing
   * @param mode its permissions, octal; null leaves an existing directory as it is
   */
  public record Params(
      @Primary @Doc(value = "Where it is.", example = "/var/backups/shop") Path path,
      @Doc(
              value =
                  "Makes the directory when it is missing. Without it a missing directory is a"
                      + " failure, which is what you want for a disk that has to be mounted.",
              example = "true")
          @Default("false")
          boolean create,
      @Doc(
              value =
                  "Permissions of the directory itself, set together with `create`; those of what"
                      + " is stored are under `set`. A new directory is private without it.",
              example = "0755")
          @Nullable String mode) {

    /** Refuses permissions that are none, or that would be ignored. */
    public Params {
      if (mode != null && !OCTAL.matcher(mode).matches()) {
        throw new Refusal("E211", "mode", "`" + mode + "` are no permissions", "mode: 0755");
      }
      if (mode != null && !create) {
        throw new Refusal(
            "E211", "mode", "`mode` is only set on a directory that may be made", "create: true");
      }
    }
  }

  @Override
  public String name() {
    return "directory";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Store store(String name, Params params) {
    String mode = params.mode();
    return new DirectoryStore(
        name,
        params.path().toAbsolutePath().normalize(),
        params.create(),
        mode == null ? -1 : Integer.parseInt(mode, 8));
  }
}
