package io.backstay.connectors.stores.sftp;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;

/** Reads a directory of another host. Symbolic links are nobody's objects. */
class SftpReader implements Store.Reader {
  final SftpStore store;
  final Look look;

  SftpReader(SftpStore store, Look look) {
    this.store = store;
    this.look = look;
  }

  final SftpClient client() {
    return store.line().client(look);
  }

  /** A directory that is not there has been lost, and is never an empty store. */
  final void demandRoot() {
    try {
      if (!client().stat(store.root()).isDirectory()) {
        throw Failure.of("R722", store.says() + " is not a directory")
            .help("name a directory in `path`");
      }
    } catch (IOException e) {
      throw Trouble.failure("R722", "use", store, e);
    }
  }

  @Override
  public final List<Store.Stored> list(String prefix) {
    demandRoot();
    int slash = prefix.lastIndexOf('/');
    String start = slash < 0 ? "" : prefix.substring(0, slash);
    List<Store.Stored> found = new ArrayList<>();
    try {
      if (start.isEmpty()
          || lookAt(store.path(start)).filter(Attributes::isDirectory).isPresent()) {
        walk(start, prefix, found);
      }
    } catch (IOException e) {
      throw Trouble.failure("R722", "list all of", store, e);
    }
    found.sort(Comparator.comparing(Store.Stored::key));
    return List.copyOf(found);
  }

  private void walk(String directory, String prefix, List<Store.Stored> found) throws IOException {
    for (DirEntry entry : entries(directory.isEmpty() ? store.root() : store.path(directory))) {
      String name = entry.getFilename();
      String key = directory.isEmpty() ? name : directory + "/" + name;
      if (!KeyNames.isKey(name)) {
        continue;
      }
      Attributes attributes = entry.getAttributes();
      if (attributes.isRegularFile() && key.startsWith(prefix)) {
        found.add(new Store.Stored(key, attributes.getSize()));
      }
      String below = key + "/";
      boolean wanted = below.startsWith(prefix) || prefix.startsWith(below);
      if (attributes.isDirectory() && wanted && !key.equals(KeyNames.STAGING)) {
        walk(key, prefix, found);
      }
    }
  }

  /** What was deleted meanwhile has nothing in it. */
  final List<DirEntry> entries(String path) throws IOException {
    List<DirEntry> all = new ArrayList<>();
    SftpClient client = client();
    try (CloseableHandle directory = client.openDir(path)) {
      for (List<DirEntry> some = client.readDir(directory);
          some != null;
          some = client.readDir(directory)) {
        all.addAll(some);
      }
    } catch (IOException e) {
      if (!Trouble.isMissing(e) || path.equals(store.root())) {
        throw e;
      }
    }
    return all;
  }

  /** What is at a path, itself and not what it leads to. */
  final Optional<Attributes> lookAt(String path) throws IOException {
    try {
      return Optional.of(client().lstat(path));
    } catch (IOException e) {
      if (Trouble.isMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public final Optional<Store.Stored> stat(String key) {
    String path = store.path(key);
    try {
      Optional<Attributes> found = lookAt(path);
      if (found.isEmpty()) {
        demandRoot();
      }
      return found
          .filter(Attributes::isRegularFile)
          .map(there -> new Store.Stored(key, there.getSize()));
    } catch (IOException e) {
      throw Trouble.failure("R720", "look at `" + key + "` in", store, e);
    }
  }

  @Override
  public final InputStream open(String key) {
    if (stat(key).isEmpty()) {
      throw Failure.of("R720", store.says() + " has no `" + key + "`");
    }
    try {
      return client().read(store.path(key));
    } catch (IOException e) {
      throw Trouble.failure("R720", "read `" + key + "` of", store, e);
    }
  }

  @Override
  public final Optional<Path> local(String key) {
    return Optional.empty();
  }

  @Override
  public final Optional<Store.Space> space() {
    OpenSSHStatPathExtension disk = client().getExtension(OpenSSHStatPathExtension.class);
    if (disk == null || !disk.isSupported()) {
      return Optional.empty();
    }
    try {
      OpenSSHStatExtensionInfo said = disk.stat(store.root());
      return Optional.of(
          new Store.Space(said.f_bavail * said.f_frsize, said.f_blocks * said.f_frsize));
    } catch (IOException e) {
      throw Trouble.failure("R722", "ask for the free space of", store, e);
    }
  }
}
