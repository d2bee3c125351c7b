package io.backstay.connectors.stores.sftp;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;

/**
 * Writes a directory of another host. A file is sent under a name nobody lists, brought to the
 * server's disk where it can do that when asked, and gets its own name in one step.
 */
final class SftpWriter extends SftpReader implements Store.Writer {
  private static final int PRIVATE = 0700;

  private final Tools tools;
  private final int fileMode;
  private final int directoryMode;

  SftpWriter(SftpStore store, Tools tools, int fileMode, int directoryMode) {
    super(store, tools);
    this.tools = tools;
    this.fileMode = fileMode;
    this.directoryMode = directoryMode;
  }

  @Override
  public Store.Writer permissions(int file, int directory) {
    return new SftpWriter(store, tools, file, directory);
  }

  @Override
  public void put(String key, Path file) {
    String target = store.path(key);
    Sending part = sending(key);
    try (InputStream in = Files.newInputStream(file)) {
      if (lookAt(target).isPresent()) {
        throw exists(key);
      }
      prepare(key);
      part.send(in, Files.size(file));
      if (!renamed(part.path(), target)) {
        throw exists(key);
      }
    } catch (IOException e) {
      throw unstored(key, e);
    } finally {
      part.remove();
    }
  }

  /** The plain rename of the protocol takes no name that is taken. */
  private boolean renamed(String part, String target) throws IOException {
    try {
      client().rename(part, target);
      return true;
    } catch (IOException e) {
      if (lookAt(target).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void replace(String key, byte[] content) {
    Sending part = sending(key);
    try {
      prepare(key);
      part.send(new ByteArrayInputStream(content), content.length);
      part.replace(store.path(key));
    } catch (IOException e) {
      throw unstored(key, e);
    } finally {
      part.remove();
    }
  }

  /** Also what was sent under that name and never arrived. */
  @Override
  public void delete(String key) {
    String target = store.path(key);
    try {
      if (lookAt(target).filter(Attributes::isDirectory).isPresent()) {
        throw Failure.of("R725", "`" + key + "` in " + store.says() + " is a directory");
      }
      demandRoot();
      removed(target);
      for (DirEntry part : entries(store.path(KeyNames.STAGING))) {
        if (part.getFilename().startsWith(KeyNames.mark(key))) {
          removed(store.path(KeyNames.STAGING) + "/" + part.getFilename());
        }
      }
      removeEmptyAbove(key);
    } catch (IOException e) {
      throw Trouble.failure("R725", "delete `" + key + "` of", store, e);
    }
  }

  private void removed(String path) throws IOException {
    try {
      client().remove(path);
    } catch (IOException e) {
      if (!Trouble.isMissing(e)) {
        throw e;
      }
    }
  }

  /** Directories come with the first object in them and go with the last. */
  private void removeEmptyAbove(String key) throws IOException {
    SftpClient client = client();
    for (int slash = key.lastIndexOf('/'); slash > 0; slash = key.lastIndexOf('/', slash - 1)) {
      String directory = store.path(key.substring(0, slash));
      if (lookAt(directory).isPresent() && !entriesBut(directory)) {
        client.rmdir(directory);
      }
    }
  }

  private boolean entriesBut(String directory) throws IOException {
    return entries(directory).stream()
        .map(DirEntry::getFilename)
        .anyMatch(name -> !name.equals(".") && !name.equals(".."));
  }

  @Override
  public void link(String name, String key) {
    String link = store.path(name);
    String up = "../".repeat(KeyNames.of(name).size() - 1);
    KeyNames.of(key);
    Sending part = sending(name);
    try {
      if (lookAt(link).filter(there -> !there.isSymbolicLink()).isPresent()) {
        throw Failure.of("R726", "`" + name + "` in " + store.says() + " is not a link")
            .help("move it away, or give `latest` another name");
      }
      prepare(name);
      client().symLink(part.path(), up + key);
      part.replace(link);
    } catch (IOException e) {
      throw Trouble.failure("R726", "make the link `" + name + "` in", store, e);
    } finally {
      part.remove();
    }
  }

  private Sending sending(String key) {
    return Sending.of(this, key, fileMode);
  }

  /** Makes the directories a key lies in, and the one it is sent to. */
  private void prepare(String key) throws IOException {
    demandRoot();
    make(KeyNames.OURS, directoryMode);
    make(KeyNames.STAGING, PRIVATE);
    for (int slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1)) {
      make(key.substring(0, slash), directoryMode);
    }
  }

  private void make(String name, int mode) throws IOException {
    String path = store.path(name);
    if (lookAt(path).isPresent()) {
      return; // What is no directory is found out when something is put into it.
    }
    try {
      client().mkdir(path);
    } catch (IOException e) {
      if (lookAt(path).filter(Attributes::isDirectory).isEmpty()) {
        throw e;
      }
      return; // Somebody was faster.
    }
    client().setStat(path, new Attributes().perms(mode));
  }

  private Failure exists(String key) {
    return Failure.of("R721", store.says() + " already has `" + key + "`");
  }

  private Failure unstored(String key, IOException e) {
    return Trouble.failure("R724", "store `" + key + "` in", store, e);
  }
}
