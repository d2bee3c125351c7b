package io.backstay.run.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Writes a member's header as POSIX.1-2001: a plain ustar block, and before it extended records for
 * what does not fit there.
 */
final class TarHeader {
  static final int RECORD = 512;

  /** Names are handed over as one char per byte, so that their bytes come out as they are. */
  private static final ZipEncoding BYTES =
      ZipEncodingHelper.getZipEncoding(StandardCharsets.ISO_8859_1.name());

  private static final int NAME = 100;
  private static final int SHORT_NAME = 32;

  private TarHeader() {}

  /** All blocks that stand before the member's content. */
  static byte[] of(Member member) throws IOException {
    byte[] name =
        RawName.encode(
            member.type() == Member.Type.DIRECTORY ? member.name() + "/" : member.name());
    byte[] target = RawName.encode(member.target());
    byte[] extended = extended(member, name, target);
    ByteArrayOutputStream out = new ByteArrayOutputStream(3 * RECORD);
    if (extended.length > 0) {
      out.writeBytes(block(extensionEntry(member, extended.length)));
      out.writeBytes(extended);
      out.writeBytes(new byte[padding(extended.length)]);
    }
    out.writeBytes(block(entry(member, name, target)));
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
    records.addIfLarge("size", member.size(), TarConstants.MAXSIZE);
    records.addIfLarge("uid", member.uid(), TarConstants.MAXID);
    records.addIfLarge("gid", member.gid(), TarConstants.MAXID);
    addTime(records, member.mtime());
    return records.bytes();
  }

  private static void addTime(PaxRecords records, Instant time) {
    long seconds = time.getEpochSecond();
    if (time.getNano() != 0 || seconds < 0 || seconds > TarConstants.MAXSIZE) {
      records.add("mtime", Seconds.text(time));
    }
  }

  private static TarArchiveEntry entry(Member member, byte[] name, byte[] target) {
    TarArchiveEntry entry = new TarArchiveEntry(shortened(name, NAME), flag(member.type()), true);
    entry.setLinkName(shortened(target, NAME));
    entry.setMode(member.mode());
    entry.setUserId(member.uid());
    entry.setGroupId(member.gid());
    entry.setUserName(shortName(member.user()));
    entry.setGroupName(shortName(member.group()));
    entry.setSize(member.size());
    entry.setModTime(java.nio.file.attribute.FileTime.from(member.mtime()));
    entry.setDevMajor((int) Device.major(member.device()));
    entry.setDevMinor((int) Device.minor(member.device()));
    return entry;
  }

  /** The block that announces extended records; its name is only seen by tools that know none. */
  private static TarArchiveEntry extensionEntry(Member member, int size) {
    byte[] name =
        RawName.encode("PaxHeaders/" + member.name().substring(member.name().lastIndexOf('/') + 1));
    TarArchiveEntry entry =
        new TarArchiveEntry(shortened(name, NAME), TarConstants.LF_PAX_EXTENDED_HEADER_LC, true);
    entry.setMode(0644);
    entry.setUserName("");
    entry.setSize(size);
    entry.setModTime(java.nio.file.attribute.FileTime.from(member.mtime()));
    return entry;
  }

  private static String shortened(byte[] bytes, int most) {
    return new String(bytes, 0, Math.min(bytes.length, most), StandardCharsets.ISO_8859_1);
  }

  /** A name that does not fit is left out: the number says the same. */
  private static String shortName(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return bytes.length < SHORT_NAME && PaxRecords.ascii(bytes) ? name : "";
  }

  private static byte flag(Member.Type type) {
    return switch (type) {
      case FILE -> TarConstants.LF_NORMAL;
      case DIRECTORY -> TarConstants.LF_DIR;
      case SYMLINK -> TarConstants.LF_SYMLINK;
      case HARDLINK -> TarConstants.LF_LINK;
      case FIFO -> TarConstants.LF_FIFO;
      case CHARACTER_DEVICE -> TarConstants.LF_CHR;
      case BLOCK_DEVICE -> TarConstants.LF_BLK;
    };
  }

  private static byte[] block(TarArchiveEntry entry) throws IOException {
    byte[] block = new byte[RECORD];
    entry.writeEntryHeader(block, BYTES, false);
    return block;
  }
}
