package io.backstay.run.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;

/**
 * What directories get when everything is in them. Kept in a file, since there may be millions, and
 * read backwards: what is inside comes before what is around it.
 */
final class DirectoryNotes implements AutoCloseable {
  private final FileChannel file;

  DirectoryNotes() throws IOException {
    file = NamelessFile.create("directories");
  }

  /** Takes a directory with the number of the target it is in. */
  interface Reader {
    void accept(int target, Member directory) throws IOException;
  }

  void add(int target, Member directory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] name = RawName.encode(directory.name());
    out.writeInt(target);
    out.writeInt(name.length);
    out.write(name);
    out.writeInt(directory.mode());
    out.writeLong(directory.uid());
    out.writeLong(directory.gid());
    out.writeUTF(Seconds.text(directory.mtime()));
    out.writeInt(bytes.size());
    ByteBuffer note = ByteBuffer.wrap(bytes.toByteArray());
    while (note.hasRemaining()) {
      file.write(note);
    }
  }

  void backwards(Reader reader) throws IOException {
    long end = file.size();
    while (end > 0) {
      int length = read(end - Integer.BYTES, Integer.BYTES).readInt();
      end -= length + Integer.BYTES;
      DataInputStream note = read(end, length);
      reader.accept(note.readInt(), directory(note));
    }
  }

  private DataInputStream read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw new IllegalStateException("notes end in the middle");
      }
    }
    return new DataInputStream(new ByteArrayInputStream(bytes.array()));
  }

  private static Member directory(DataInputStream note) throws IOException {
    String name = RawName.decode(note.readNBytes(note.readInt()));
    int mode = note.readInt();
    long uid = note.readLong();
    long gid = note.readLong();
    Instant mtime = Seconds.parse(note.readUTF());
    return Member.directory(name, mode, uid, gid, mtime);
  }

  @Override
  public void close() {
    Closing.quietly(file);
  }
}
