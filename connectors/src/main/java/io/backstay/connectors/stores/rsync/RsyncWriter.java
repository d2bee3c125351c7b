package io.backstay.connectors.stores.rsync;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a directory of another host. What rsync receives has a name that nobody lists until all of
 * it is there and on the server's disk.
 */
final class RsyncWriter extends RsyncReader implements Store.Writer {
  /** Far more than one key and what was on its way to it; a rule that is wrong stops there. */
  private static final String AT_MOST = "--max-delete=32";

  private final int fileMode;
  private final int directoryMode;

  RsyncWriter(RsyncStore store, Look look, int fileMode, int directoryMode) {
    super(store, look);
    this.fileMode = fileMode;
    this.directoryMode = directoryMode;
  }

  @Override
  public Store.Writer permissions(int file, int directory) {
    return new RsyncWriter(store, look, file, directory);
  }

  @Override
  public void put(String key, Path file) {
    demandName(key);
    try (Rsync rsync = Rsync.of(store, look)) {
      Files.createSymbolicLink(placed(rsync, key), file.toAbsolutePath());
      List<String> sent = send(rsync, key, List.of("--copy-links", "--ignore-existing"));
      if (sent.stream().allMatch(name -> name.endsWith("/"))) {
        throw Failure.of("R721", store.says() + " already has `" + key + "`");
      }
    } catch (IOException e) {
      throw unstored(key, e);
    }
  }

  @Override
  public void replace(String key, byte[] content) {
    demandName(key);
    try (Rsync rsync = Rsync.of(store, look)) {
      Files.write(placed(rsync, key), content);
      send(rsync, key, List.of("--ignore-times"));
    } catch (IOException e) {
      throw unstored(key, e);
    }
  }

  /** Directories come with the first object in them and go with the last. */
  @Override
  public void delete(String key) {
    KeyNames.of(key);
    try (Rsync rsync = Rsync.of(store, look)) {
      Path empty = Files.createDirectory(rsync.directory().resolve("empty"));
      List<String> words = new ArrayList<>(List.of("-r", "--delete", AT_MOST));
      words.addAll(Rules.onlyWithRemains(key));
      words.addAll(List.of(empty + "/", rsync.there()));
      rsync.run("R725", "delete `" + key + "` of", words);
    } catch (IOException e) {
      throw Failure.of("R725", "cannot delete `" + key + "` of " + store.says() + ": " + e)
          .because(e);
    }
  }

  @Override
  public void link(String name, String key) {
    demandName(name);
    String up = "../".repeat(KeyNames.of(name).size() - 1);
    KeyNames.of(key);
    if (lookAt(name).filter(there -> there.type() != 'l').isPresent()) {
      throw Failure.of("R726", "`" + name + "` in " + store.says() + " is not a link")
          .help("move it away, or give `latest` another name");
    }
    try (Rsync rsync = Rsync.of(store, look)) {
      Files.createSymbolicLink(placed(rsync, name), Path.of(up + key));
      send(rsync, name, List.of("--links"));
    } catch (IOException e) {
      throw unstored(name, e);
    }
  }

  /** Where something has to lie here to get this key there. */
  private static Path placed(Rsync rsync, String key) throws IOException {
    Path place = rsync.directory().resolve("there").resolve(key);
    Files.createDirectories(place.resolveSibling("."));
    return place;
  }

  /** What was sent, directories with a slash at the end. */
  private List<String> send(Rsync rsync, String key, List<String> how) {
    String modes = "--chmod=D%04o,F%04o".formatted(directoryMode, fileMode);
    List<String> words = new ArrayList<>(how);
    words.addAll(List.of("--relative", "--perms", modes, "--whole-file", "--fsync"));
    words.addAll(List.of("--out-format=%n", rsync.directory() + "/there/./" + key, rsync.there()));
    return rsync.run("R724", "store `" + key + "` in", words);
  }

  private void demandName(String key) {
    List<String> names = KeyNames.of(key);
    if (Rules.onItsWay(names.getLast())) {
      throw Failure.of("R723", "`" + key + "` is a name that rsync gives to files on their way")
          .help("use another name");
    }
  }

  private Failure unstored(String key, IOException e) {
    return Failure.of("R724", "cannot store `" + key + "` in " + store.says() + ": " + e)
        .help("see that there is room in the directory for temporary files of this host")
        .because(e);
  }
}
