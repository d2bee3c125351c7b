package io.backstay.run.stream;

import io.backstay.run.stream.Archive.Memory;
import io.backstay.run.stream.Archive.Tree;
import io.backstay.run.stream.Slot.Reading;
import io.backstay.spi.Durable;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a tree held when they were read, and what a look at each told just before: one
 * of which a look tells the same again has not been touched. Remembered from one archive to the
 * next in a file.
 *
 * <p>Nothing rests on that file. What it tells counts only where the base has the same content, so
 * when it is damaged, cut off or gone, files are read that need not have been.
 */
final class FileMemory {
  /** Remembers nothing. */
  static final FileMemory NONE = new FileMemory(null, new byte[0]);

  private static final long FORMAT = 0x6261_636b_7374_0001L;

  private final @Nullable Memory memory;
  private final byte[] begin;
  private final @Nullable Steadiness steadiness;
  private @Nullable Path part;
  private @Nullable OutputStream notes;
  private long spared;

  private FileMemory(@Nullable Memory memory, byte[] begin) {
    this.memory = memory;
    this.begin = begin;
    this.steadiness = memory == null ? null : new Steadiness(memory.clock());
  }

  /** Of the files below a directory, wherever its path may lead at other times. */
  static FileMemory of(Tree tree) throws IOException {
    Memory memory = tree.memory();
    if (memory == null) {
      return NONE;
    }
    ByteBuffer begin = ByteBuffer.allocate(Long.BYTES + FileNote.CONTENT).putLong(FORMAT);
    begin.put(Prints.of(tree.directory().toRealPath().toString()).limit(FileNote.CONTENT));
    FileMemory files = new FileMemory(memory, begin.array());
    files.begin(memory);
    return files;
  }

  private void begin(Memory memory) {
    try {
      Durable.directories(memory.scratch(), OwnerOnly.DIRECTORY);
      part = Files.createTempFile(memory.scratch(), "read-", null, OwnerOnly.FILE);
      notes = new BufferedOutputStream(Files.newOutputStream(part));
      notes.write(begin);
    } catch (IOException e) {
      withdraw();
    }
  }

  /** Tells a base what is remembered of its files. */
  void recall(BaseMembers base) {
    if (memory == null) {
      return;
    }
    int length = FileNote.LENGTH;
    try (InputStream known = new BufferedInputStream(Files.newInputStream(memory.file()))) {
      boolean ours = Arrays.equals(known.readNBytes(begin.length), begin);
      byte[] note = known.readNBytes(ours ? length : 0);
      while (note.length == length) {
        base.learn(ByteBuffer.wrap(note));
        note = known.readNBytes(length);
      }
    } catch (IOException e) {
      // What cannot be remembered is read again.
    }
  }

  /** Whether a file, if it is read from now on, may be remembered; and if it was, be believed. */
  boolean trusts(Reading slot) {
    return steadiness != null && steadiness.of(slot);
  }

  /** A file was read whole, and before that it could be trusted. */
  void keep(Reading slot, String sha256) {
    ByteBuffer note = ByteBuffer.allocate(FileNote.LENGTH);
    note.put(0, FileNote.print(slot.member()), 0, FileNote.CONTENT);
    FileNote.tell(note, slot.member(), sha256);
    FileNote.look(note, slot.stat());
    keep(note.array());
  }

  /** A file did not have to be read: what was known of it still is. */
  synchronized void spare(ByteBuffer known) {
    byte[] note = new byte[FileNote.LENGTH];
    known.get(0, note);
    spared++;
    keep(note);
  }

  private synchronized void keep(byte[] note) {
    if (notes == null) {
      return;
    }
    try {
      notes.write(note);
    } catch (IOException e) {
      withdraw();
    }
  }

  /** How many files did not have to be read. */
  synchronized long spared() {
    return spared;
  }

  /** Puts what was remembered in the place of what was before. */
  synchronized void publish() {
    if (memory == null || notes == null || part == null) {
      return;
    }
    try {
      notes.close();
      replace(part, memory.file());
    } catch (IOException e) {
      withdraw();
    }
  }

  /** One after another: steps of a run that read the same tree remember it in the same place. */
  private static void replace(Path part, Path file) throws IOException {
    synchronized (FileMemory.class) {
      Path near = file.resolveSibling(file.getFileName() + ".part");
      Files.createDirectories(near.getParent(), OwnerOnly.DIRECTORY);
      try {
        Files.move(part, near, StandardCopyOption.REPLACE_EXISTING);
        Files.move(near, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(near);
      }
    }
  }

  /** Forgets what was read. */
  synchronized void withdraw() {
    if (notes != null) {
      Closing.quietly(notes);
      notes = null;
    }
    if (part != null) {
      Path written = part;
      Closing.quietly(() -> Files.deleteIfExists(written));
    }
  }
}
