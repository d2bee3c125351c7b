package io.backstay.plan;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.FileName;
import io.backstay.spi.Refusal;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code set:}, how the sets of a plan are laid out in its stores.
 *
 * @param path prefix of a set's names; empty for a flat layout
 * @param manifest name of the manifest below the path; null keeps it aside
 * @param permissions of what is stored
 * @param latest a link to the newest set; null for none
 * @param history a file that gets a line for each set; null for none
 * @param audit a file that gets lines for each run; null for none
 */
@Doc("How the sets of this plan are laid out in its stores. One run makes one set.")
public record SetLayout(
    @Doc(
            value =
                "Prefix of a set's names in a store; empty puts sets side by side. The part before"
                    + " the first expression is where lists look.",
            example = "${run.stamp}/")
        @Default("${run.stamp}/")
        String path,
    @Doc(
            value =
                "Name of the manifest below the path. It is written last: a set without it does"
                    + " not exist. Left out, manifests are kept aside in .backstay/.",
            example = "metadata.json")
        @Nullable String manifest,
    @Doc(value = "Permissions of stored directories and files.", example = "{file: 0600}")
        @Default("{}")
        Permissions permissions,
    @Doc(
            value = "Name of a link to the newest set, moved only after a run has proved it.",
            example = "latest")
        @Nullable String latest,
    @Doc(
            value =
                "A file that gets one line of JSON for each set of a run that has ended well, for"
                    + " tools of your own; backstay never reads it. A line that cannot be written"
                    + " is a warning.",
            example = "logs/backup_history.jsonl")
        @Nullable Path history,
    @Doc(
            value =
                "A file that gets two lines of JSON for each run that has to do with the sets of"
                    + " this plan, restores and drills among them: who began what, when and where,"
                    + " and how it ended. Nothing is ever taken out of it. A line that cannot be"
                    + " written is reported and changes no run.",
            example = "/var/log/shop/audit.jsonl")
        @Nullable Path audit) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /** Refuses what would lead out of the store. */
  public SetLayout {
    if (!FileName.usablePath(path)) {
      throw new Refusal(
          "E404",
          "path",
          "the path of a set stays inside its store, in names that files can have",
          "write it relative to the store: ${run.stamp}/");
    }
    name("manifest", manifest);
    name("latest", latest);
  }

  private static void name(String key, @Nullable String name) {
    if (name != null && !(NAME.matcher(name).matches() && FileName.usable(name))) {
      throw new Refusal(
          "E404",
          key,
          "`" + key + "` is a short name of a file beside the set: letters, digits, `.`, `_`, `-`",
          "write  " + key + ": " + key);
    }
  }

  /**
   * Permissions of what is stored.
   *
   * @param directory octal
   * @param file octal
   * @param owner {@code user}, {@code user:group} or {@code :group}; null for whoever runs it
   */
  @Doc("Permissions of what is stored.")
  public record Permissions(
      @Doc(value = "Mode of directories, octal.", example = "0700") @Default("0700")
          String directory,
      @Doc(value = "Mode of files, octal.", example = "0600") @Default("0600") String file,
      @Doc(
              value =
                  "Whom directories and files belong to, in stores that are directories of this"
                      + " host: `user`, `user:group` or `:group`. Only root can give files to"
                      + " others. Left out, they belong to whoever runs backstay.",
              example = "'postgres:postgres'")
          @Nullable String owner) {

    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
    private static final Pattern OWNER =
        Pattern.compile("(?=.)([A-Za-z0-9_][A-Za-z0-9_.@-]*)?(:[A-Za-z0-9_][A-Za-z0-9_.@-]*)?");

    /** Refuses what is no mode. */
    public Permissions {
      mode("directory", directory);
      mode("file", file);
      if (owner != null && !OWNER.matcher(owner).matches()) {
        throw new Refusal(
            "E404", "owner", "`owner` is a user, a group or both", "owner: 'postgres:postgres'");
      }
    }

    private static void mode(String key, String mode) {
      if (!MODE.matcher(mode).matches()) {
        throw new Refusal(
            "E404",
            key,
            "permissions are three octal digits",
            "0600 is for the owner alone, 0640 for a group that may read");
      }
    }
  }
}
