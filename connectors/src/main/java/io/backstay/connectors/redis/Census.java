package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what a snapshot holds. */
final class Census implements Walk.Visitor {
  private static final Pattern MAGIC = Pattern.compile("(?:REDIS|VALKEY)(\\d+)");
  private static final Pattern SERVER = Pattern.compile("(redis|valkey)-ver");
  private static final int OLDEST = 5;

  private final Map<Integer, Long> lasting = new TreeMap<>();
  private final Map<Integer, Long> expiring = new TreeMap<>();
  private final Set<Integer> aside = new TreeSet<>();
  private String server = "unknown";
  private int format;
  private int libraries;
  private boolean expires;
  private int database;
  private long keys;
  private long mortal;

  @Override
  public void other(int kind, byte[] bytes) {
    switch (kind) {
      case Kinds.HEADER -> header(new String(bytes, StandardCharsets.ISO_8859_1));
      case Kinds.ABOUT -> about(new Encoded(bytes));
      case Kinds.LIBRARY -> libraries++;
      case Kinds.EXPIRES_MILLIS, Kinds.EXPIRES_SECONDS -> expires = true;
      case Kinds.DATABASE -> select((int) new Encoded(bytes).length());
      case Kinds.END -> {
        if (Arrays.equals(bytes, new byte[8])) {
          throw Failure.of(
                  "R432", "the snapshot has no checksum, so nobody can tell whether it is whole")
              .help("Let the server start with `rdbchecksum yes`, which is its default.");
        }
        select(database);
      }
      default -> {}
    }
  }

  private void header(String text) {
    Matcher magic = MAGIC.matcher(text);
    if (!magic.matches()) {
      throw Failure.of(
          "R432", "the snapshot does not begin with `REDIS` or `VALKEY` and a version");
    }
    format = Integer.parseInt(magic.group(1));
    if (format < OLDEST) {
      throw Failure.of("R432", "the snapshot is of version " + format + ", which has no checksum")
          .help("Redis 2.6 and newer write one.");
    }
  }

  private void about(Encoded said) {
    Matcher name = SERVER.matcher(new String(said.text(), StandardCharsets.UTF_8));
    if (name.matches()) {
      server =
          (name.group(1).equals("redis") ? "Redis " : "Valkey ")
              + new String(said.text(), StandardCharsets.UTF_8);
    }
  }

  private void select(int next) {
    if (keys > mortal) {
      lasting.merge(database, keys - mortal, Long::sum);
    }
    if (mortal > 0) {
      expiring.merge(database, mortal, Long::sum);
    }
    keys = 0;
    mortal = 0;
    database = next;
  }

  @Override
  public void key(int kind, byte[] bytes) {
    if (Mark.is(bytes)) {
      aside.add(database);
    } else {
      keys++;
      mortal += expires ? 1 : 0;
    }
    expires = false;
  }

  /** The database that was met last. */
  int database() {
    return database;
  }

  /** The version of the format. */
  int format() {
    return format;
  }

  /** What it has come to, at the end. */
  Toc toc() {
    lasting.keySet().removeAll(aside);
    expiring.keySet().removeAll(aside);
    return new Toc(server, format, lasting, expiring, libraries, aside);
  }
}
