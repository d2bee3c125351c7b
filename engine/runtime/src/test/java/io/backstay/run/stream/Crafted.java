package io.backstay.run.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/** An archive that says whatever a test wants it to say. */
final class Crafted {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Crafted file(String name) {
    return file(name, "content");
  }

  Crafted file(String name, String content) {
    byte[] some = content.getBytes(StandardCharsets.UTF_8);
    return raw(header(name, Member.Type.FILE, "", some.length)).content(some);
  }

  Crafted directory(String name) {
    return raw(header(name, Member.Type.DIRECTORY, "", 0));
  }

  Crafted symlink(String name, String target) {
    return raw(header(name, Member.Type.SYMLINK, target, 0));
  }

  Crafted hardlink(String name, String target) {
    return raw(header(name, Member.Type.HARDLINK, target, 0));
  }

  Crafted special(String name, Member.Type type) {
    return raw(header(name, type, "", 0));
  }

  /** An extended header before the next member. */
  Crafted pax(String records) {
    byte[] some = records.getBytes(StandardCharsets.UTF_8);
    byte[] header = header("x", Member.Type.FILE, "", some.length);
    header[156] = 'x';
    return raw(summed(header)).content(some);
  }

  /** A header whose byte at an offset is another one; its checksum is right. */
  Crafted odd(int offset, String text) {
    byte[] header = header("d/odd", Member.Type.FILE, "", 0);
    byte[] some = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(some, 0, header, offset, some.length);
    return raw(summed(header));
  }

  private Crafted content(byte[] some) {
    return raw(some).raw(new byte[TarHeader.padding(some.length)]);
  }

  Crafted raw(byte[] some) {
    bytes.writeBytes(some);
    return this;
  }

  private static byte[] header(String name, Member.Type type, String target, long size) {
    Member member =
        new Member(
            name, type, 06755, 0, 0, "", "", Instant.EPOCH, size, target, 259, null, false, false);
    return TarHeader.of(member);
  }

  private static byte[] summed(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    byte[] text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, 148, text.length);
    return header;
  }

  /** The archive with its end. */
  byte[] bytes() {
    byte[] all = bytes.toByteArray();
    return Arrays.copyOf(all, all.length + 1024);
  }

  StoredFile write(Path file) throws IOException {
    return StoredFile.of(Files.write(file, bytes()));
  }
}
