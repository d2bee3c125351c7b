package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds that another one builds on, to be found again by name. Of a file all is
 * known that its list tells and, where it was learnt, what the system said of it when it was read
 * last. One that may be torn is nobody's.
 */
final class BaseMembers implements AutoCloseable {
  private static final int FIRST = 1 << 11;

  /** Where things stand in a row, behind the note. */
  private static final int FLAGS = FileNote.LENGTH;

  private static final int MODE = FLAGS + 4;
  private static final int UID = FLAGS + 8;
  private static final int GID = FLAGS + 16;
  private static final int ROW = FLAGS + 24;

  /** It is a file whose content is known. */
  private static final int WHOLE = 1;

  /** What a look at it told is known. */
  private static final int LEARNT = 2;

  /** The trees still have it. */
  private static final int SEEN = 4;

  private final Rows rows = new Rows(ROW);

  /** Number of a row, from 1, at the place its print tells or behind it; 0 where there is none. */
  private int[] index = new int[FIRST];

  private int unseen;

  /** What a list names; nothing for null. */
  static BaseMembers of(@Nullable StoredFile inventory) throws IOException {
    BaseMembers members = new BaseMembers();
    if (inventory == null) {
      return members;
    }
    try (InventoryReader lines = InventoryReader.open(inventory)) {
      for (Member member = lines.next(); member != null; member = lines.next()) {
        members.add(member);
      }
      return members;
    } catch (IllegalArgumentException e) {
      members.close();
      throw Damage.of("the inventory `" + inventory.file() + "` is damaged").because(e);
    } catch (IOException e) {
      members.close();
      throw e;
    }
  }

  private void add(Member member) throws IOException {
    ByteBuffer print = FileNote.print(member);
    ByteBuffer twice = find(print);
    if (twice != null) {
      // A list that names something twice tells nothing about it.
      twice.putInt(FLAGS, 0);
      return;
    }
    if (2 * (rows.size() + 1) > index.length) {
      grow();
    }
    ByteBuffer row = rows.add().put(0, print, 0, FileNote.CONTENT);
    index[place(print)] = rows.size();
    unseen++;
    String sha256 = member.sha256();
    if (sha256 != null && !member.changed()) {
      FileNote.tell(row, member, sha256);
      row.putInt(FLAGS, WHOLE).putInt(MODE, member.mode());
      row.putLong(UID, member.uid()).putLong(GID, member.gid());
    }
  }

  private @Nullable ByteBuffer find(ByteBuffer print) {
    int number = index[place(print)];
    return number == 0 ? null : rows.row(number - 1);
  }

  /** Where the number of a row is, or would be. */
  private int place(ByteBuffer print) {
    int mask = index.length - 1;
    int at = (int) print.getLong(Long.BYTES) & mask;
    while (index[at] != 0 && !same(rows.row(index[at] - 1), print)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private static boolean same(ByteBuffer row, ByteBuffer print) {
    return row.getLong(0) == print.getLong(0)
        && row.getLong(Long.BYTES) == print.getLong(Long.BYTES);
  }

  private void grow() {
    index = new int[2 * index.length];
    for (int number = 0; number < rows.size(); number++) {
      index[place(rows.row(number))] = number + 1;
    }
  }

  /** Takes what is known of a file that was read, where the content is the one this holds. */
  void learn(ByteBuffer note) {
    ByteBuffer row = find(note);
    if (row != null
        && has(row, WHOLE)
        && FileNote.same(row, note, FileNote.CONTENT, FileNote.LOOK)) {
      row.put(FileNote.LOOK, note, FileNote.LOOK, FileNote.LENGTH - FileNote.LOOK);
      add(row, LEARNT);
    }
  }

  private static boolean has(ByteBuffer row, int flag) {
    return (row.getInt(FLAGS) & flag) != 0;
  }

  private static void add(ByteBuffer row, int flag) {
    row.putInt(FLAGS, row.getInt(FLAGS) | flag);
  }

  /** The file that looks the same from outside; only its content can tell. Null for none. */
  private @Nullable ByteBuffer like(Member file) {
    ByteBuffer row = rows.size() == 0 ? null : find(FileNote.print(file));
    if (row == null || !has(row, WHOLE)) {
      return null;
    }
    ByteBuffer note = ByteBuffer.allocate(FileNote.LENGTH);
    FileNote.outside(note, file);
    boolean same =
        FileNote.same(row, note, FileNote.SIZE, FileNote.LOOK)
            && row.getInt(MODE) == file.mode()
            && row.getLong(UID) == file.uid()
            && row.getLong(GID) == file.gid();
    return same ? row : null;
  }

  /** Whether there is one that looks the same from outside; only its content can tell. */
  boolean resembles(Member file) {
    return like(file) != null;
  }

  /** Whether there is the very same one, its content included. */
  boolean holds(Member file) {
    ByteBuffer row = like(file);
    return row != null && FileNote.sha256(row).equals(file.sha256());
  }

  /**
   * What is known of a file that is the very same one for all that a look can tell: it has not been
   * altered since it was read. Null when only its content can tell.
   */
  @Nullable ByteBuffer untouched(Member file, Stat stat) {
    ByteBuffer row = like(file);
    if (row == null || !has(row, LEARNT)) {
      return null;
    }
    ByteBuffer note = ByteBuffer.allocate(FileNote.LENGTH);
    FileNote.look(note, stat);
    boolean same = FileNote.same(row, note, FileNote.LOOK, FileNote.LENGTH);
    return same ? row : null;
  }

  /** Still there. To be told by one thread. */
  void seen(Member member) {
    ByteBuffer row = rows.size() == 0 ? null : find(FileNote.print(member));
    if (row != null && !has(row, SEEN)) {
      add(row, SEEN);
      unseen--;
    }
  }

  /** Whether the trees still have it. */
  boolean isSeen(Member member) {
    ByteBuffer row = find(FileNote.print(member));
    return row != null && has(row, SEEN);
  }

  /** Whether there is anything the trees do not have any more. */
  boolean anyUnseen() {
    return unseen > 0;
  }

  @Override
  public void close() {
    rows.close();
  }
}
