package io.backstay.run.stream;

import io.backstay.run.stream.SparseContent.MapAt;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** Makes a member, and a way for its content, of a header and the records before it. */
final class TarMembers {
  private static final int OLD_SPARSE_MAP = 386;
  private static final int OLD_SPARSE_PIECES = 4;
  private static final int OLD_SPARSE_MORE = 482;
  private static final int OLD_SPARSE_SIZE = 483;
  private static final int NUMBER = 12;

  private TarMembers() {}

  /** Announces the member to the handler and opens its content, of {@code stored} bytes. */
  static TarContent begin(TarBlock header, PaxHeader extended, long stored, TarHandler handler)
      throws IOException, InterruptedException {
    Member member = member(header, extended, stored);
    handler.member(member);
    return content(header, extended, member, stored, handler);
  }

  /** Bytes of content in the archive. */
  static long stored(TarBlock header, PaxHeader extended) {
    long size = extended.number("size", header.size());
    if (size < 0) {
      throw new IllegalArgumentException("a size below zero");
    }
    return hasContent(header.type()) ? size : 0;
  }

  private static boolean hasContent(byte type) {
    return switch (type) {
      case TarConstants.LF_OLDNORM,
          TarConstants.LF_NORMAL,
          TarConstants.LF_CONTIG,
          TarConstants.LF_GNUTYPE_SPARSE ->
          true;
      default -> false;
    };
  }

  private static Member member(TarBlock header, PaxHeader extended, long stored) {
    String name = extended.name("GNU.sparse.name", extended.name("path", header.name()));
    Member.Type type = type(header.type(), name);
    return new Member(
        withoutSlash(name),
        type,
        header.mode(),
        extended.number("uid", header.uid()),
        extended.number("gid", header.gid()),
        extended.name("uname", header.user()),
        extended.name("gname", header.group()),
        mtime(header, extended),
        type == Member.Type.FILE ? size(header, extended, stored) : 0,
        type == Member.Type.SYMLINK || type == Member.Type.HARDLINK
            ? extended.name("linkpath", header.target())
            : "",
        type == Member.Type.CHARACTER_DEVICE || type == Member.Type.BLOCK_DEVICE
            ? header.device()
            : 0,
        null,
        extended.hasAttributes(),
        false);
  }

  private static Member.Type type(byte flag, String name) {
    return switch (flag) {
      case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL ->
          name.endsWith("/") ? Member.Type.DIRECTORY : Member.Type.FILE;
      case TarConstants.LF_CONTIG, TarConstants.LF_GNUTYPE_SPARSE -> Member.Type.FILE;
      case TarConstants.LF_DIR -> Member.Type.DIRECTORY;
      case TarConstants.LF_SYMLINK -> Member.Type.SYMLINK;
      case TarConstants.LF_LINK -> Member.Type.HARDLINK;
      case TarConstants.LF_FIFO -> Member.Type.FIFO;
      case TarConstants.LF_CHR -> Member.Type.CHARACTER_DEVICE;
      case TarConstants.LF_BLK -> Member.Type.BLOCK_DEVICE;
      default ->
          throw new IllegalArgumentException("a member of the unknown type 0x%02x".formatted(flag));
    };
  }

  private static String withoutSlash(String name) {
    int end = name.length();
    while (end > 1 && name.charAt(end - 1) == '/') {
      end--;
    }
    return name.substring(0, end);
  }

  private static Instant mtime(TarBlock header, PaxHeader extended) {
    @Nullable String precise = extended.text("mtime");
    return precise == null ? Instant.ofEpochSecond(header.mtime()) : Seconds.parse(precise);
  }

  private static long size(TarBlock header, PaxHeader extended, long stored) {
    long size =
        header.type() == TarConstants.LF_GNUTYPE_SPARSE
            ? header.number(OLD_SPARSE_SIZE, NUMBER)
            : extended.number("GNU.sparse.realsize", extended.number("GNU.sparse.size", stored));
    if (size < 0) {
      throw new IllegalArgumentException("a size below zero");
    }
    return size;
  }

  private static TarContent content(
      TarBlock header, PaxHeader extended, Member member, long stored, TarHandler handler) {
    if (header.type() == TarConstants.LF_GNUTYPE_SPARSE) {
      List<Long> map = Sparse.numbers(header, OLD_SPARSE_MAP, OLD_SPARSE_PIECES);
      boolean more = header.at(OLD_SPARSE_MORE) != 0;
      return new SparseContent(member, handler, stored, map, more ? MapAt.BLOCKS : MapAt.NOWHERE);
    }
    if ("1".equals(extended.text("GNU.sparse.major"))) {
      return new SparseContent(member, handler, stored, List.of(), MapAt.CONTENT);
    }
    @Nullable String map = extended.text("GNU.sparse.map");
    if (map != null) {
      return new SparseContent(member, handler, stored, Sparse.numbers(map), MapAt.NOWHERE);
    }
    return extended.sparse().isEmpty()
        ? new TarContent.Plain(member, handler, stored)
        : new SparseContent(member, handler, stored, extended.sparse(), MapAt.NOWHERE);
  }
}
