package io.backstay.connectors.stores.rsync;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a directory of another host. Symbolic links are nobody's objects. */
class RsyncReader implements Store.Reader {
  final RsyncStore store;
  final Look look;

  RsyncReader(RsyncStore store, Look look) {
    this.store = store;
    this.look = look;
  }

  /** A directory that is not there has been lost, and is never an empty store. */
  final void demandRoot() {
    entries("R722", "use", Rules.none());
  }

  /** What these rules let rsync see. */
  final List<Entry> entries(String code, String what, List<String> rules) {
    try (Rsync rsync = Rsync.of(store, look)) {
      List<String> words = new ArrayList<>(List.of("-r", "--list-only", "--no-h"));
      words.addAll(rules);
      words.add(rsync.there());
      return rsync.run(code, what, words).stream()
          .flatMap(line -> Entry.of(line).stream())
          .toList();
    }
  }

  /** What has a key, whatever it is. */
  final Optional<Entry> lookAt(String key) {
    KeyNames.of(key);
    return entries("R720", "look at `" + key + "` in", Rules.only(key)).stream()
        .filter(entry -> entry.path().equals(key) || entry.path().startsWith(key + " -> "))
        .findFirst();
  }

  @Override
  public final List<Store.Stored> list(String prefix) {
    return entries("R722", "list all of", Rules.below(prefix)).stream()
        .filter(Entry::isFile)
        .filter(entry -> entry.path().startsWith(prefix) && isOurs(entry.path()))
        .map(entry -> new Store.Stored(entry.path(), entry.bytes()))
        .sorted(Comparator.comparing(Store.Stored::key))
        .toList();
  }

  /** What is on its way is not there yet. */
  private static boolean isOurs(String path) {
    return KeyNames.isKey(path) && !Rules.onItsWay(path.substring(path.lastIndexOf('/') + 1));
  }

  @Override
  public final Optional<Store.Stored> stat(String key) {
    return lookAt(key).filter(Entry::isFile).map(there -> new Store.Stored(key, there.bytes()));
  }

  /** All of it is here before it is opened: an end that comes early is an error now. */
  @Override
  public final InputStream open(String key) {
    KeyNames.of(key);
    try (Rsync rsync = Rsync.of(store, look)) {
      Path here = Files.createDirectory(rsync.directory().resolve("here"));
      List<String> words = new ArrayList<>(List.of("-r", "--whole-file"));
      words.addAll(Rules.only(key));
      words.addAll(List.of(rsync.there(), here + "/"));
      rsync.run("R720", "read `" + key + "` of", words);
      Path file = here.resolve(key);
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw Failure.of("R720", store.says() + " has no `" + key + "`");
      }
      // Its name goes with the directory; what is open stays readable.
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw Failure.of("R720", "cannot keep `" + key + "` of " + store.says() + " here: " + e)
          .help("see that there is room for it on this host")
          .because(e);
    }
  }

  @Override
  public final Optional<Path> local(String key) {
    return Optional.empty();
  }

  @Override
  public final Optional<Store.Space> space() {
    return Optional.empty();
  }
}
