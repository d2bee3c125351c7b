package io.backstay.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a new Backup is to be about, as the command line says it. */
final class Wanted {
  private static final Pattern BUCKET = Pattern.compile("s3://([^/]+)/*(.*?)/*");

  private List<String> databases = new ArrayList<>();
  private List<Path> trees = new ArrayList<>();
  private List<String> volumes = new ArrayList<>();
  private List<String> stores = new ArrayList<>();
  private String fromStore = "";

  void declare(Syntax syntax) {
    syntax.options(
        "--postgres",
        "url|container/database",
        String.class,
        "A PostgreSQL database; the password of a URL is not written down.",
        values -> databases = values);
    syntax.options("--files", "path", Path.class, "A directory or file.", values -> trees = values);
    syntax.options(
        "--volume", "name", String.class, "A Docker volume.", values -> volumes = values);
    syntax.options(
        "--to",
        "dir|s3://bucket/prefix",
        String.class,
        "Where sets are kept.",
        values -> stores = values);
    syntax.option(
        "--from-store",
        "dir|s3://bucket/prefix|file",
        String.class,
        "Write the Backup that the sets there were made by, when its file is lost; any other store"
            + " is in a file with `stores` and `secrets` as a plan has them.",
        value -> fromStore = value);
  }

  /** The store to look for a lost plan in; empty when none is lost. */
  String fromStore() {
    return fromStore;
  }

  boolean anything() {
    return !fromStore.isEmpty() || asked();
  }

  private boolean asked() {
    return Stream.of(databases, trees, volumes, stores).anyMatch(some -> !some.isEmpty());
  }

  /** Refuses anything else beside a plan that is to be found. */
  void alone() {
    if (asked()) {
      throw new Stop(
          ExitCode.INVALID,
          "the sets say what the plan was about",
          "leave out everything but --from-store");
    }
  }

  /** What a plan would be called that nobody gave a name. */
  String name() {
    Stream<String> named =
        Stream.of(
                databases.stream().map(text -> PostgresPlace.of(text).database()),
                trees.stream()
                    .map(path -> String.valueOf(path.toAbsolutePath().normalize().getFileName())),
                volumes.stream())
            .flatMap(names -> names);
    return named.findFirst().map(FirstBackup::slug).orElse("");
  }

  /**
   * A Backup of it.
   *
   * @param from the directory that paths were typed in
   * @param root the directory that paths of the plan are relative to
   */
  FirstBackup backup(String name, Path from, Path root) {
    FirstBackup backup = new FirstBackup(name, root);
    databases.forEach(text -> backup.database(PostgresPlace.of(text)));
    trees.forEach(path -> backup.files(existing(from.resolve(path).normalize())));
    volumes.forEach(backup::volume);
    stores.forEach(store -> keep(backup, store, from));
    if (backup.protectsNothing()) {
      throw new Stop(
          ExitCode.INVALID, "what shall be protected?", "--postgres, --files or --volume");
    }
    if (backup.goesNowhere()) {
      throw new Stop(
          ExitCode.INVALID, "where shall it be kept?", "--to /backups, or --to s3://bucket/prefix");
    }
    return backup;
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new Stop(ExitCode.INVALID, "there is no `" + path + "`", "check what --files names");
    }
    return path;
  }

  /** Adds a store, as it was typed. */
  static void keep(FirstBackup backup, String store, Path from) {
    Matcher bucket = BUCKET.matcher(store);
    if (bucket.matches()) {
      backup.bucket(bucket.group(1), bucket.group(2));
    } else if (store.contains("://")) {
      throw new Stop(
          ExitCode.INVALID,
          "a store is a directory or s3://bucket/prefix here, not " + store,
          "other stores are for you to write, into the plan, or into a file for --from-store:"
              + " backstay explain sftp");
    } else {
      backup.directory(from.resolve(store).normalize());
    }
  }
}
