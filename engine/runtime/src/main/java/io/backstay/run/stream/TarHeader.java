package io.backstay.run.stream;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes a member's header as POSIX.1-2001: a plain ustar block, and before it extended records for
 * what does not fit there.
 */
final class TarHeader {
  static final int RECORD = 512;

  private static final int NAME = 100;
  private static final int SHORT_NAME = 32;
  private static final byte[] NONE = new byte[0];
  private static final Owner NOBODY = new Owner(0, 0);

  private TarHeader() {}

  /** All blocks that stand before the member's content. */
  static byte[] of(Member member) {
    byte[] name =
        RawName.encode(
            member.type() == Member.Type.DIRECTORY ? member.name() + "/" : member.name());
    byte[] target = RawName.encode(member.target());
    byte[] extended = extended(member, name, target);
    ByteArrayOutputStream out = new ByteArrayOutputStream(3 * RECORD);
    if (extended.length > 0) {
      out.writeBytes(extensionBlock(member, extended.length));
      out.writeBytes(extended);
      out.writeBytes(new byte[padding(extended.length)]);
    }
    out.writeBytes(block(member, name, target));
    return out.toByteArray();
  }

  /** Bytes from the end of some content to the next block. */
  static int padding(long size) {
    return (int) (-size & (RECORD - 1));
  }

  private static byte[] extended(Member member, byte[] name, byte[] target) {
    PaxRecords records = new PaxRecords();
    boolean longName = name.length > NAME;
    boolean longTarget = target.length > NAME;
    boolean rawName = RawName.escaped(member.name());
    boolean rawTarget = RawName.escaped(member.target());
    // Extended records are UTF-8 by definition; a short name that is not goes without one.
    if ((rawName && longName) || (rawTarget && longTarget)) {
      records.add("hdrcharset", "BINARY");
    }
    if (longName || (!rawName && !PaxRecords.ascii(name))) {
      records.add("path", name);
    }
    if (longTarget || (!rawTarget && !PaxRecords.ascii(target))) {
      records.add("linkpath", target);
    }
    records.addIfLarge("size", member.size(), UstarBlock.MOST_LONG);
    records.addIfLarge("uid", member.uid(), UstarBlock.MOST_SHORT);
    records.addIfLarge("gid", member.gid(), UstarBlock.MOST_SHORT);
    addTime(records, member.mtime());
    return records.bytes();
  }

  private static void addTime(PaxRecords records, Instant time) {
    long seconds = time.getEpochSecond();
    if (time.getNano() != 0 || seconds < 0 || seconds > UstarBlock.MOST_LONG) {
      records.add("mtime", Seconds.text(time));
    }
  }

  private static byte[] block(Member member, byte[] name, byte[] target) {
    return new UstarBlock(flag(member.type()), name, target)
        .mode(member.mode())
        .owner(Owner.of(member), shortName(member.user()), shortName(member.group()))
        .size(member.size())
        .mtime(member.mtime().getEpochSecond())
        .device(member.device())
        .sealed();
  }

  /** The block that announces extended records; its name is only seen by tools that know none. */
  private static byte[] extensionBlock(Member member, int size) {
    String last = member.name().substring(member.name().lastIndexOf('/') + 1);
    return new UstarBlock('x', RawName.encode("PaxHeaders/" + last), NONE)
        .mode(0644)
        .owner(NOBODY, NONE, NONE)
        .size(size)
        .mtime(member.mtime().getEpochSecond())
        .device(0)
        .sealed();
  }

  /** A name that does not fit is left out: the number says the same. */
  private static byte[] shortName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length < SHORT_NAME && PaxRecords.ascii(bytes) ? bytes : NONE;
  }

  private static char flag(Member.Type type) {
    return switch (type) {
      case FILE -> '0';
      case HARDLINK -> '1';
      case SYMLINK -> '2';
      case CHARACTER_DEVICE -> '3';
      case BLOCK_DEVICE -> '4';
      case DIRECTORY -> '5';
      case FIFO -> '6';
    };
  }
}
