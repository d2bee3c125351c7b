package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The databases of a server that stand beside its live ones.
 *
 * @param server which
 */
record Beside(Server server) {
  private static final String SCRIPT = script();

  private static String script() {
    try (InputStream in = Beside.class.getResourceAsStream("beside.lua")) {
      if (in == null) {
        throw new IllegalStateException("no beside.lua");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All databases there are.
   *
   * @param count how many there may be
   * @param marks of those beside live ones
   * @param keys of all that are not empty
   */
  record Databases(int count, List<Mark> marks, Map<Integer, Server.Keys> keys) {

    /** Those that are live and not empty. */
    Map<Integer, Server.Keys> live() {
      Map<Integer, Server.Keys> live = new TreeMap<>(keys);
      marks.forEach(mark -> live.remove(mark.database()));
      return live;
    }

    /** Those that are empty, the last one first. */
    List<Integer> free() {
      return IntStream.range(0, count)
          .boxed()
          .filter(one -> !keys.containsKey(one))
          .sorted(Comparator.reverseOrder())
          .collect(Collectors.toList());
    }

    /** Keys that never expire, of the live ones. */
    Map<String, Long> rows() {
      Map<String, Long> rows = new TreeMap<>();
      live().forEach((database, keys) -> put(rows, database, keys.lasting()));
      return rows;
    }

    /** Keys that never expire, of those that a run brings in, by the databases they are for. */
    Map<String, Long> incoming(String run) {
      Map<String, Long> rows = new TreeMap<>();
      for (Mark mark : marks) {
        Server.Keys there = keys.get(mark.database());
        if (there != null && mark.incoming() && mark.run().equals(run)) {
          // The mark is a key of its own.
          put(rows, mark.live(), there.lasting() - 1);
        }
      }
      return rows;
    }

    private static void put(Map<String, Long> rows, int database, long lasting) {
      if (lasting > 0) {
        rows.put(Toc.shown(database), lasting);
      }
    }
  }

  Databases databases() {
    Map<Integer, Server.Keys> keys = server.keys();
    List<String> parts = Arrays.asList(does("list", "", 0).split(";"));
    List<Mark> marks = parts.stream().skip(1).map(Mark::of).toList();
    return new Databases(Integer.parseInt(parts.getFirst()), marks, keys);
  }

  /** Swaps in what a run has brought; what was there is kept until a time, in what it says. */
  String swap(String run, long until) {
    return does("swap", run, until);
  }

  /** Swaps back what a run has swapped in, and drops that. */
  String back(String run) {
    return does("back", run, 0);
  }

  /** Drops what a run has brought and not swapped in. */
  void drop(String run) {
    does("drop", run, 0);
  }

  /** Drops what other runs have kept for long enough. */
  List<String> expire(String run, long now) {
    return Trouble.lines(does("expire", run, now).replace(' ', '\n'));
  }

  private String does(String verb, String run, long time) {
    return server
        .ask("EVAL", SCRIPT, "0", verb, run, String.valueOf(time))
        .replaceAll("^\"|\"$", "");
  }

  /** Refuses to swap under somebody's feet. */
  void refuseConnected() {
    Set<String> others =
        server
            .ask("CLIENT", "LIST", "TYPE", "normal")
            .lines()
            .filter(line -> !line.contains(" cmd=client"))
            .map(line -> line.replaceFirst(".* addr=(\\S+):\\d+ .*", "$1"))
            .collect(Collectors.toSet());
    if (!others.isEmpty()) {
      throw Failure.of("R434", "the server is in use from " + String.join(", ", others))
          .help("Stop what uses it, or set `terminate-connections: true`.");
    }
  }

  /** Ends the connections of all others. */
  void showOut() {
    server.ask("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  }

  /** Puts libraries of functions in the place of those there are. */
  void functions(String libraries) {
    server.answer("FUNCTION RESTORE " + libraries + " FLUSH\n");
  }

  /** Writes down the libraries there are in a database beside. */
  void keepFunctions(Mark mark) {
    String now = server.ask("FUNCTION", "DUMP");
    String line = "HSET %s %s %s\n".formatted(Mark.KEY, Mark.BEFORE, now);
    server.answer(line, "-n", String.valueOf(mark.database()));
  }

  /** The libraries that a database beside holds. */
  String held(Mark mark) {
    String line = "HGET %s %s\n".formatted(Mark.KEY, mark.holds());
    return server.answer(line, "-n", String.valueOf(mark.database()));
  }
}
