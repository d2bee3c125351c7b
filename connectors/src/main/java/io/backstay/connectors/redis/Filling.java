package io.backstay.connectors.redis;

import io.backstay.connectors.databases.DumpFeed;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings the keys of a snapshot into databases beside the live ones, one for each: value by value,
 * as the server itself has written them.
 */
final class Filling implements Walk.Visitor, AutoCloseable {
  private final Server server;
  private final String run;
  private final Room room;
  private final List<Integer> free;
  private final Map<Integer, Integer> beside = new TreeMap<>();
  private final Census census = new Census();
  private final ByteArrayOutputStream libraries = new ByteArrayOutputStream();
  private final Payload payload;
  private final Pipe pipe;
  private byte[] key = {};
  private boolean wanted;
  private long expires;
  private int selected = -1;

  private Filling(Server server, Beside.Databases databases) {
    Tools tools = server.tools();
    this.server = server;
    this.run = tools.run().id();
    this.room = Room.of(server);
    this.free = new ArrayList<>(databases.free());
    this.payload = new Payload(tools.scratch().resolve("value-of-" + run));
    this.pipe = Pipe.into(server);
  }

  /** Fills, to the end of the stream; nothing of this run is beside yet. */
  static Facts of(InputStream snapshot, Server server) {
    Beside beside = new Beside(server);
    Beside.Databases before = beside.databases();
    try (Filling filling = new Filling(server, before)) {
      SnapshotScanner scanner = new SnapshotScanner(filling.census, filling, false);
      new DumpFeed.Followed(snapshot, scanner).transferTo(OutputStream.nullOutputStream());
      Toc toc = scanner.finish();
      filling.end(toc, before);
      return Facts.of("rows", toc.rows());
    } catch (IOException e) {
      throw Failure.of("R439", "the dump cannot be read to its end: " + e.getMessage()).because(e);
    }
  }

  @Override
  public void other(int kind, byte[] bytes) {
    census.other(kind, bytes);
    switch (kind) {
      case Kinds.HEADER -> demandReadable();
      case Kinds.ABOUT -> room.demand(new Encoded(bytes));
      case Kinds.EXPIRES_MILLIS, Kinds.EXPIRES_SECONDS -> expires = Encoded.moment(kind, bytes);
      case Kinds.LIBRARY -> {
        libraries.write(kind);
        libraries.writeBytes(bytes);
      }
      case Kinds.MODULE -> server.tools().log("what a module keeps beside keys is not loaded");
      default -> {}
    }
  }

  // One value of that version is tried before any is loaded.
  private void demandReadable() {
    payload.begin(0);
    payload.add(new byte[] {1, 'x'}, 0, 2);
    payload.end(census.format());
    String value = Server.quoted(payload.bytes());
    String spare = String.valueOf(firstFree());
    try {
      server.answer("RESTORE " + Mark.KEY + ":try 1 " + value + "\n", "-n", spare);
    } catch (Failure e) {
      if (!e.message().contains("version or checksum")) {
        throw e;
      }
      throw Failure.of(
              "R439",
              "the dump is of version %d, which %s %s does not read"
                  .formatted(census.format(), server.version(), server.access().says()))
          .help("Load it into a server that is not older than the one it was made by.")
          .because(e);
    }
  }

  @Override
  public void key(int kind, byte[] bytes) {
    census.key(kind, bytes);
    key = new Encoded(bytes).text();
    wanted = !Mark.is(bytes);
    payload.begin(kind);
  }

  @Override
  public void value(byte[] bytes, int from, int to) {
    payload.add(bytes, from, to);
  }

  @Override
  public void valueEnds() {
    if (census.database() != selected) {
      selected = census.database();
      pipe.say("SELECT", place(selected));
    }
    if (wanted) {
      payload.end(census.format());
      pipe.restore(key, expires, payload);
    }
    expires = 0;
  }

  // The place beside a live database; who has been given that one itself moves on.
  private int place(int live) {
    free.remove(Integer.valueOf(live));
    for (Map.Entry<Integer, Integer> one : beside.entrySet()) {
      if (one.getValue() == live) {
        int other = taken();
        pipe.say("SWAPDB", live, other);
        one.setValue(other);
      }
    }
    Integer place = beside.get(live);
    if (place == null) {
      place = taken();
      beside.put(live, place);
      pipe.say("SELECT", place);
      pipe.say("HSET", Mark.KEY, "state", "incoming", "live", live, "run", run);
    }
    return place;
  }

  private Integer taken() {
    Integer first = firstFree();
    free.remove(first);
    return first;
  }

  private Integer firstFree() {
    if (free.isEmpty()) {
      throw Failure.of("R434", "the server has no empty database left to load into")
          .help(
              "What is loaded stands beside what is live: give the server more `databases`, or flush"
                  + " those that former restores have kept.");
    }
    return free.getFirst();
  }

  // Live databases of which the snapshot knows nothing are empty then; those that a restore had put
  // beside live ones are nobody's.
  private void end(Toc toc, Beside.Databases before) {
    before.live().keySet().forEach(this::place);
    for (int aside : toc.aside()) {
      pipe.say("SELECT", place(aside));
      pipe.say("FLUSHDB");
    }
    toc.aside().forEach(beside::remove);
    if (libraries.size() > 0) {
      pipe.say("SELECT", beside.isEmpty() ? place(0) : beside.values().iterator().next());
      pipe.say("HSET", Mark.KEY, Mark.FUNCTIONS, functions());
    }
    pipe.end();
    room.demandNoneLost(server);
    demand(toc.rows());
  }

  private void demand(Map<String, Long> dumped) {
    Map<String, Long> loaded = new Beside(server).databases().incoming(run);
    if (!loaded.equals(dumped)) {
      throw Failure.of(
          "R439",
          "what was loaded is not what the dump holds: keys %s instead of %s"
              .formatted(loaded, dumped));
    }
  }

  private byte[] functions() {
    payload.begin(Kinds.LIBRARY);
    payload.add(libraries.toByteArray(), 1, libraries.size());
    payload.end(census.format());
    return payload.bytes();
  }

  @Override
  public void close() {
    pipe.close();
    payload.close();
  }
}
