package io.backstay.spi;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A place that keeps backup sets under keys. */
public interface Store extends Resource {
  /** Read-only access. */
  Reader reader(Look look);

  /** Full access. */
  Writer writer(Tools tools);

  /**
   * A directory on the store's own file system where sets are staged, so that publishing is a
   * rename and never a second copy; empty when there is none.
   */
  Optional<Path> staging();

  /** The directory it keeps everything in, when it is one on this host. */
  default Optional<Path> directory() {
    return Optional.empty();
  }

  /**
   * What sets of this run lie below, before the path of the set: empty, or with a slash at the end.
   * Keys do not begin with it by themselves, and listing does not depend on it.
   */
  default String below() {
    return "";
  }

  /**
   * What it is a part of, such as a bucket: when that is lost, it is lost with all that is there.
   */
  default String site() {
    return says();
  }

  /**
   * Proves that it can be written: one object of one byte is stored and removed again, and nothing
   * is left of it. A preview does this when it is asked to, and nothing else that writes.
   */
  default Finding proveWrite(Look look) {
    return Finding.unchecked("only a run can try to write to " + says());
  }

  /** Whether data sent there leaves this host. */
  boolean offHost();

  /**
   * One stored object.
   *
   * @param key slash-separated, relative to the store
   * @param bytes its size
   */
  record Stored(String key, long bytes) {}

  /**
   * Free space.
   *
   * @param freeBytes what may still be written
   * @param totalBytes size of the whole
   */
  record Space(long freeBytes, long totalBytes) {}

  /** What can be read. */
  interface Reader {
    /**
     * Every object whose key starts with the prefix, complete or not at all.
     *
     * @throws Failure when the listing cannot be completed; a failed listing is never an empty one
     */
    java.util.List<Stored> list(String prefix);

    /** Size and existence of one object. */
    Optional<Stored> stat(String key);

    /**
     * The bytes of one object.
     *
     * @throws Failure when it is missing
     */
    java.io.InputStream open(String key);

    /**
     * How many small objects are worth opening at the same time, each on a thread of its own: one,
     * unless most of the work is waiting for another host, and this reader may be used so.
     */
    default int atOnce() {
      return 1;
    }

    /** The object as a local file, when it is one. */
    Optional<Path> local(String key);

    /** Free space; empty when the store has no such notion. */
    Optional<Space> space();

    /**
     * Until when the store keeps an object whoever asks it to delete or to replace it; empty when
     * it promises nothing, or has no such notion.
     *
     * @throws Failure when it cannot be asked
     */
    default Optional<Instant> lockedUntil(String key) {
      return Optional.empty();
    }
  }

  /** What can be written. */
  interface Writer extends Reader {
    /**
     * Stores a file under a key, durable when this returns, invisible before. On the same file
     * system no bytes are copied, and the file given stays readable where it is.
     *
     * @throws Failure when the key exists
     */
    void put(String key, Path file);

    /** Replaces or creates a small object atomically; for records that are not sets. */
    void replace(String key, byte[] content);

    /** Deletes one object; deleting what is not there is fine. */
    void delete(String key);

    /**
     * Makes a name lead to a key, or to everything below it, replacing what it led to before: a
     * symbolic link where the store has such, else a small object that holds the key.
     *
     * @throws Failure when the name is taken by something that was not made by this method
     */
    default void link(String name, String key) {
      replace(name, key.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /**
     * The same access, but what it creates has these permissions where the store knows such.
     *
     * @param file of files, octal
     * @param directory of directories, octal
     */
    default Writer permissions(int file, int directory) {
      return this;
    }

    /**
     * The same access, but what it creates belongs to somebody else where the store is a directory
     * of this host.
     *
     * @param owner {@code user}, {@code user:group} or {@code :group}
     */
    default Writer owner(String owner) {
      return this;
    }
  }
}
