package io.backstay.connectors.stores.webdav;

import io.backstay.connectors.stores.KeyNames;
import io.backstay.connectors.stores.Slice;
import io.backstay.connectors.stores.web.Ask;
import io.backstay.spi.Failure;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes a collection. A file is sent under a name nobody lists and gets its own in one step, which
 * the server refuses when that is taken.
 */
final class WebdavWriter extends WebdavReader implements Store.Writer {
  private static final int LONGEST_NOTE = 1 << 13;

  private final Tools tools;
  private final String staging;

  WebdavWriter(WebdavStore store, Tools tools) {
    super(store, tools);
    this.tools = tools;
    this.staging = store.prefix() + STAGING;
  }

  @Override
  public void put(String key, Path file) {
    String target = store.path(key);
    try {
      Ask.Body body = Ask.Body.of(new Slice(file, 0, Files.size(file)), tools::cancelled);
      if (dav.find(target).isPresent()) {
        throw exists(key);
      }
      prepare(key);
      try (Sending sending = new Sending(dav, staging, key, body)) {
        if (!sending.put(target)) {
          throw exists(key);
        }
      }
    } catch (IOException e) {
      throw unstored(key, e);
    }
  }

  @Override
  public void replace(String key, byte[] content) {
    String target = store.path(key);
    try {
      boolean there = fileOrNothing("R724", key).isPresent();
      if (!there) {
        prepare(key);
      }
      try (Sending sending = new Sending(dav, staging, key, Ask.Body.of(content))) {
        if (there || !sending.put(target)) {
          sending.replace(target);
        }
      }
    } catch (IOException e) {
      throw unstored(key, e);
    }
  }

  /** What replaces or deletes a collection does so with all that is in it. */
  private Optional<Dav.Member> fileOrNothing(String code, String key) throws IOException {
    Optional<Dav.Member> found = dav.find(store.path(key));
    if (found.filter(Dav.Member::collection).isPresent()) {
      throw Failure.of(code, "`" + key + "` in " + store.says() + " is a collection")
          .help("move it away, or give what is stored there another name");
    }
    return found;
  }

  /** Makes the collections a key lies in, and the one it is sent to. */
  private void prepare(String key) throws IOException {
    String target = store.path(key);
    make(staging);
    make(target.substring(0, target.lastIndexOf('/') + 1));
  }

  private void make(String collection) throws IOException {
    if (dav.find(collection).isPresent()) {
      return; // What is no collection is found out when something is put into it.
    }
    demandRoot();
    for (int slash = collection.indexOf('/');
        slash > 0;
        slash = collection.indexOf('/', slash + 1)) {
      dav.make(collection.substring(0, slash + 1));
    }
  }

  /** Also what was sent under that name and never arrived. */
  @Override
  public void delete(String key) {
    trouble.asked(
        "R725",
        "cannot delete `" + key + "` of " + store.says(),
        () -> {
          if (fileOrNothing("R725", key).isEmpty()) {
            demandRoot();
          }
          dav.delete(store.path(key));
          for (Dav.Member part : dav.members(staging).orElse(List.of())) {
            if (part.name().startsWith(KeyNames.mark(key))) {
              dav.delete(staging + part.name());
            }
          }
          return removeEmptyAbove(key);
        });
  }

  /** Collections come with the first object in them and go with the last. */
  private boolean removeEmptyAbove(String key) throws IOException {
    boolean removed = true;
    for (int slash = key.lastIndexOf('/');
        removed && slash > 0;
        slash = key.lastIndexOf('/', slash - 1)) {
      removed = removeEmpty(store.prefix() + key.substring(0, slash + 1));
    }
    return removed;
  }

  /**
   * Deleting a collection deletes what is in it, and somebody may put something in at any time. So
   * it is moved to where nobody does, and looked at there.
   */
  private boolean removeEmpty(String collection) throws IOException {
    if (dav.members(collection).filter(List::isEmpty).isEmpty()) {
      return false;
    }
    String aside = staging + "empty-" + UUID.randomUUID() + "/";
    make(staging);
    dav.move(collection, aside);
    if (!dav.members(aside).orElse(List.of()).isEmpty()) {
      dav.move(aside, collection);
      return false;
    }
    dav.delete(aside);
    return true;
  }

  /**
   * A link is a file that holds the key it leads to. What it has led to, and is going to, is noted
   * beside it beforehand: a file that holds anything else was not made here.
   */
  @Override
  public void link(String name, String key) {
    KeyNames.of(key);
    String note = STAGING + KeyNames.mark(name) + "link";
    String now = text(name);
    if (stat(name).isPresent() && text(note).lines().noneMatch(now::equals)) {
      throw Failure.of("R726", "`" + name + "` in " + store.says() + " is no link of ours")
          .help("move it away, or give `latest` another name");
    }
    replace(note, (now.isEmpty() ? key : now + "\n" + key).getBytes(StandardCharsets.UTF_8));
    replace(name, key.getBytes(StandardCharsets.UTF_8));
  }

  /** What a link or a note holds; nothing when there is none, or something else. */
  private String text(String key) {
    if (stat(key).filter(it -> it.bytes() <= LONGEST_NOTE).isEmpty()) {
      return "";
    }
    try (InputStream in = open(key)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw trouble.failure("R720", "cannot read `" + key + "` of " + store.says(), e);
    }
  }

  private Failure exists(String key) {
    return Failure.of("R721", store.says() + " already has `" + key + "`");
  }

  private Failure unstored(String key, IOException e) {
    return trouble.failure("R724", "cannot store `" + key + "` in " + store.says(), e);
  }
}
