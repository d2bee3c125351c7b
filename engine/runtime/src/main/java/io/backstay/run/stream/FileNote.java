package io.backstay.run.stream;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/**
 * How what is known of a file is laid out in a few bytes: the print of its name; its content; size
 * and time; and what else the system says of it.
 */
final class FileNote {
  /** Behind the print of the name. */
  static final int CONTENT = 16;

  /** What a list of members tells from outside begins here, and ends with {@link #LOOK}. */
  static final int SIZE = 48;

  /** What only a look at the file tells. */
  static final int LOOK = 68;

  static final int LENGTH = 96;

  private static final int MODIFIED = SIZE + Long.BYTES;
  private static final int INODE = LOOK + Long.BYTES;
  private static final int ALTERED = INODE + Long.BYTES;

  private FileNote() {}

  /** A directory is never the same as something else of its name. */
  static ByteBuffer print(Member member) {
    return Prints.of((member.type() == Member.Type.DIRECTORY ? "d " : "- ") + member.name());
  }

  /**
   * Writes what a list tells of a file whose content is known.
   *
   * @throws IllegalArgumentException when the digest is none
   */
  static void tell(ByteBuffer note, Member file, String sha256) {
    byte[] content = HexFormat.of().parseHex(sha256);
    if (content.length != SIZE - CONTENT) {
      throw new IllegalArgumentException("a digest of " + content.length + " bytes");
    }
    note.put(CONTENT, content);
    outside(note, file);
  }

  /** The same of any file, without its content. */
  static void outside(ByteBuffer note, Member file) {
    note.putLong(SIZE, file.size());
    time(note, MODIFIED, file.mtime());
  }

  /** Writes what a look at a file tells. */
  static void look(ByteBuffer note, Stat stat) {
    note.putLong(LOOK, stat.system());
    note.putLong(INODE, stat.inode());
    time(note, ALTERED, stat.altered());
  }

  private static void time(ByteBuffer note, int at, Instant time) {
    note.putLong(at, time.getEpochSecond()).putInt(at + Long.BYTES, time.getNano());
  }

  /** Whether two notes say the same in a part of them. */
  static boolean same(ByteBuffer one, ByteBuffer other, int begin, int end) {
    return one.slice(begin, end - begin).equals(other.slice(begin, end - begin));
  }

  /** The digest of the content, lower-case hexadecimal. */
  static String sha256(ByteBuffer note) {
    byte[] content = new byte[SIZE - CONTENT];
    note.get(CONTENT, content);
    return HexFormat.of().formatHex(content);
  }
}
