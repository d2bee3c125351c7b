package io.backstay.connectors.mongodb;

import io.backstay.connectors.databases.Crc64;
import io.backstay.connectors.databases.DumpFeed;
import io.backstay.connectors.databases.Inventory;
import io.backstay.spi.Failure;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows an archive to its end: first come the collections it is going to hold, then blocks of
 * their documents in any order, and for each collection an end that bears the checksum of all of
 * its documents. What is wrong is said at the end, for by then the program may have said why.
 */
final class ArchiveScanner implements DumpFeed.Scanner<Contents> {
  private static final int MAGIC = 0x8199e26d;
  private static final int TERMINATOR = -1;
  private static final int SMALLEST = 5;
  // Documents of the server itself may be a little larger than 16 MiB.
  private static final int LARGEST = 17 << 20;
  private static final String BUCKETS = "system.buckets.";

  /** What comes next. */
  private enum Next {
    MAGIC,
    ABOUT,
    ANNOUNCED,
    BLOCK,
    DOCUMENT,
    ENDING
  }

  /** A collection. */
  private static final class Collection {
    final String kind;
    final Crc64 crc = Crc64.ecma();
    long documents;
    boolean ended;

    Collection(String kind) {
      this.kind = kind;
    }
  }

  private final Map<String, Collection> collections = new TreeMap<>();
  private final ByteArrayOutputStream document = new ByteArrayOutputStream();
  private final byte[] word = new byte[Integer.BYTES];
  private Next next = Next.MAGIC;
  private int wordLength;
  private int missing;
  private Header about = new Header(Map.of());
  private String database = "";
  private @Nullable Collection current;
  private @Nullable Failure broken;

  @Override
  public void accept(byte[] bytes, int from, int to) {
    try {
      int at = from;
      while (at < to && broken == null) {
        at = missing > 0 ? rest(bytes, at, to) : word(bytes, at, to);
      }
    } catch (Failure e) {
      broken = e;
    }
  }

  private int word(byte[] bytes, int from, int to) {
    int length = Math.min(word.length - wordLength, to - from);
    System.arraycopy(bytes, from, word, wordLength, length);
    wordLength += length;
    if (wordLength == word.length) {
      wordLength = 0;
      word(
          (word[0] & 0xff)
              | (word[1] & 0xff) << 8
              | (word[2] & 0xff) << 16
              | (word[3] & 0xff) << 24);
    }
    return from + length;
  }

  private void word(int value) {
    if (next == Next.MAGIC) {
      demand(value == MAGIC, "it does not begin as one");
      next = Next.ABOUT;
    } else if (value == TERMINATOR) {
      demand(next != Next.ABOUT && next != Next.BLOCK, "a header is missing");
      next = Next.BLOCK;
    } else {
      demand(next != Next.ENDING, "documents follow the end of their collection");
      demand(value >= SMALLEST && value <= LARGEST, "a document cannot be that long");
      missing = value - word.length;
      document.reset();
      take(word, 0, word.length);
    }
  }

  private int rest(byte[] bytes, int from, int to) {
    int end = from + Math.min(missing, to - from);
    take(bytes, from, end);
    missing -= end - from;
    if (missing == 0) {
      demand(bytes[end - 1] == 0, "a document does not end as one");
      document();
    }
    return end;
  }

  private void take(byte[] bytes, int from, int to) {
    if (next == Next.DOCUMENT && current != null) {
      current.crc.update(bytes, from, to);
    } else {
      document.write(bytes, from, to - from);
    }
  }

  private void document() {
    switch (next) {
      case ABOUT -> {
        about = Header.of(document.toByteArray());
        demand(about.text("version").equals("0.1"), "it is of an unknown version");
        next = Next.ANNOUNCED;
      }
      case ANNOUNCED -> announced(Header.of(document.toByteArray()));
      case BLOCK -> block(Header.of(document.toByteArray()));
      default -> {
        if (current != null) {
          current.documents++;
        }
      }
    }
  }

  private void announced(Header header) {
    String of = header.text("db");
    demand(collections.isEmpty() || of.equals(database), "it is of more than one database");
    database = of;
    String kind =
        switch (header.text("type")) {
          case "view" -> "views";
          case "timeseries" -> "time-series";
          default -> Inventory.TABLES;
        };
    Collection before = collections.put(header.text("collection"), new Collection(kind));
    demand(before == null, "a collection is announced twice");
  }

  private void block(Header header) {
    String name = header.text("collection");
    Collection of = collections.get(name);
    if (of == null && name.startsWith(BUCKETS)) {
      of = collections.get(name.substring(BUCKETS.length()));
    }
    demand(header.text("db").equals(database), "a block is of another database");
    if (of == null || of.ended) {
      throw damaged("a block of `" + name + "` is not expected");
    }
    if (header.is("EOF")) {
      demand(header.number("CRC") == of.crc.value(), "the checksum of `" + name + "` is another");
      of.ended = true;
      next = Next.ENDING;
    } else {
      current = of;
      next = Next.DOCUMENT;
    }
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw damaged(otherwise);
    }
  }

  private static Failure damaged(String how) {
    return Failure.of("R432", "the archive is damaged: " + how);
  }

  /** Whether all that it is going to hold has been announced. */
  boolean begun() {
    return broken != null || next.compareTo(Next.ANNOUNCED) > 0;
  }

  @Override
  public Contents finish() {
    if (broken != null) {
      throw broken;
    }
    List<String> open =
        collections.entrySet().stream()
            .filter(one -> !one.getValue().ended)
            .map(Map.Entry::getKey)
            .toList();
    if (next != Next.BLOCK || wordLength > 0 || missing > 0 || !open.isEmpty()) {
      String rest = open.isEmpty() ? "its end" : "the end of " + String.join(", ", open);
      throw Failure.of("R432", "the archive breaks off: " + rest + " is missing");
    }
    return contents();
  }

  /** What was announced and counted so far. */
  Contents contents() {
    Map<String, List<String>> names = new HashMap<>();
    Map<String, Long> rows = new TreeMap<>();
    collections.forEach(
        (name, one) -> {
          names.computeIfAbsent(one.kind, none -> new ArrayList<>()).add(name);
          if (one.kind.equals(Inventory.TABLES)) {
            rows.put(name, one.documents);
          }
        });
    return new Contents(
        about.text("server_version"), about.text("tool_version"), database, names, rows);
  }
}
