package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be asked of a server, each question through a client program of its own that reads it,
 * and the password before it, from its input.
 *
 * @param access how the server is reached
 * @param tools of the run
 */
record Server(Access access, Tools tools) {
  private static final Pattern KEYS = Pattern.compile("keys=(\\d+),expires=(\\d+).*");

  /**
   * How many keys a database has.
   *
   * @param all of them
   * @param expiring those that expire
   */
  record Keys(long all, long expiring) {
    /** Those that stay. */
    long lasting() {
      return all - expiring;
    }
  }

  /**
   * Starts the client program for what it does by itself.
   *
   * @param questions what it reads from its input, the password apart
   */
  Program start(List<String> arguments, String questions) {
    String password = access.login().password(tools).map(text -> text + "\n").orElse("");
    List<String> all = new ArrayList<>(arguments);
    if (!password.isEmpty()) {
      all.addAll(0, List.of("--user", access.login().user(), "--askpass"));
    }
    Program program = access.start(all, tools);
    try {
      program.input().write((password + questions).getBytes(StandardCharsets.UTF_8));
      program.input().close();
    } catch (IOException e) {
      // It has ended already; how, is judged when its output has been read.
      return program;
    }
    return program;
  }

  /**
   * The answer to a command, as the client program writes it in one line, or as it is where it is a
   * report.
   *
   * @throws Failure when the server refuses or is gone
   */
  String ask(String... command) {
    StringBuilder line = new StringBuilder();
    for (String word : command) {
      line.append(quoted(word.getBytes(StandardCharsets.UTF_8))).append(' ');
    }
    return answer(line.append('\n').toString());
  }

  /** The same of a line whose words are quoted already. */
  String answer(String line, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--csv"));
    all.addAll(List.of(arguments));
    try (Program program = start(all, line)) {
      String said = new String(program.output().readAllBytes(), StandardCharsets.UTF_8).strip();
      Program.Exit exit = program.await();
      if (!exit.ok() || said.isEmpty() || Trouble.turnedAway(exit)) {
        throw Trouble.connecting(access.says(), exit);
      }
      if (said.startsWith("ERROR,")) {
        throw Trouble.refused(access.says(), said.substring("ERROR,".length()));
      }
      return said;
    } catch (IOException e) {
      throw Failure.of("R501", "redis-cli does not answer: " + e.getMessage()).because(e);
    }
  }

  /** A word as the client program reads it. */
  static String quoted(byte[] bytes) {
    StringBuilder quoted = new StringBuilder("\"");
    for (byte one : bytes) {
      boolean plain = one >= ' ' && one <= '~' && one != '"' && one != '\\';
      quoted.append(plain ? String.valueOf((char) one) : "\\x%02x".formatted(one));
    }
    return quoted.append('"').toString();
  }

  /** What it says about itself. */
  Map<String, String> about(String section) {
    Map<String, String> about = new HashMap<>();
    ask("INFO", section)
        .lines()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> about.put(parts[0], parts[1].strip()));
    return about;
  }

  /** What it is, and of which version. */
  String version() {
    Map<String, String> about = about("server");
    String valkey = about.get("valkey_version");
    return valkey == null ? "Redis " + about.get("redis_version") : "Valkey " + valkey;
  }

  /** The databases that are not empty. */
  Map<Integer, Keys> keys() {
    Map<Integer, Keys> keys = new HashMap<>();
    about("keyspace")
        .forEach(
            (name, value) -> {
              Matcher counted = KEYS.matcher(value);
              if (name.matches("db\\d+") && counted.matches()) {
                keys.put(
                    Integer.valueOf(name.substring(2)),
                    new Keys(Long.parseLong(counted.group(1)), Long.parseLong(counted.group(2))));
              }
            });
    return keys;
  }

  /** Refuses a server that is none, or not all of one. */
  void demandWhole() {
    if (about("cluster").getOrDefault("cluster_enabled", "0").equals("1")) {
      throw Failure.of("R434", "the server " + access.says() + " is a node of a cluster")
          .help(
              "It has only some of the keys, and no databases beside; this takes single servers.");
    }
  }

  /** Refuses a server that takes no writes. */
  void demandWritable() {
    demandWhole();
    if (!about("replication").getOrDefault("role", "master").equals("master")) {
      throw Failure.of("R434", "the server " + access.says() + " is a replica")
          .help("What is loaded goes into the server it follows.");
    }
  }
}
