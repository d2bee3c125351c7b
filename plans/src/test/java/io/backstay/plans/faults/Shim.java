package io.backstay.plans.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes calls of another process fail. The process is started with a small library in front of the
 * C library; which call fails is said through a file both have mapped, at any time.
 */
final class Shim {
  private static final int SIZE = 4096;
  private static final int ARMED = 0;
  private static final int CALLS = 4;
  private static final int ERROR = 8;
  private static final int ACTION = 12;
  private static final int FROM = 16;
  private static final int TIMES = 24;
  private static final int SEEN = 32;
  private static final int HITS = 40;
  private static final int PREFIX = 48;
  private static final int PREFIX_SIZE = 512;
  private static final int PART = PREFIX + PREFIX_SIZE;
  private static final int PART_SIZE = 128;
  private static final int LOGGING = PART + PART_SIZE;
  private static final int HIT_CALL = LOGGING + 4;
  private static final int HIT_PATH = HIT_CALL + 4;
  private static final int HIT_PATH_SIZE = 1024;

  private final Path control;
  private final MappedByteBuffer map;

  /** A switch for one process at a time, kept in a directory. */
  Shim(Path directory) throws IOException {
    control = Files.createTempFile(directory, "faults", ".control");
    try (FileChannel file =
        FileChannel.open(control, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      map = file.map(MapMode.READ_WRITE, 0, SIZE);
      map.order(ByteOrder.nativeOrder());
    }
  }

  /** What a process has to be started with. */
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", Preloaded.library("faults"), "FAULTS_CONTROL", control.toString());
  }

  /** From now on this goes wrong, and nothing else. */
  void arm(Fault fault) {
    disarm();
    map.putInt(CALLS, Call.mask(fault.calls()))
        .putInt(ERROR, fault.effect().error)
        .putInt(ACTION, fault.effect().action)
        .putLong(FROM, fault.from())
        .putLong(TIMES, fault.times())
        .putLong(SEEN, 0)
        .putLong(HITS, 0);
    text(PREFIX, PREFIX_SIZE, fault.below().toString());
    text(PART, PART_SIZE, fault.part());
    map.putInt(ARMED, 1);
  }

  /** From now on nothing goes wrong. */
  void disarm() {
    map.putInt(ARMED, 0);
  }

  /** How many calls there were since it was armed. */
  long seen() {
    return map.getLong(SEEN);
  }

  /** How many of them went wrong. */
  long hits() {
    return map.getLong(HITS);
  }

  /** The last call that went wrong: its kind and the path of the file; empty when none did. */
  String hit() {
    if (hits() == 0) {
      return "";
    }
    byte[] path = new byte[HIT_PATH_SIZE];
    map.get(HIT_PATH, path);
    int end = 0;
    while (end < path.length && path[end] != 0) {
      end++;
    }
    String call = Call.of(map.getInt(HIT_CALL)).name().toLowerCase(Locale.ROOT);
    return call + " " + new String(path, 0, end, UTF_8);
  }

  /** Runs something and returns what was called meanwhile: kind, path and second path of each. */
  List<String[]> log(Fault counted, Runnable what) {
    Path log = Path.of(control + ".log");
    try {
      Files.write(log, new byte[0]); // emptied, not removed: the other process has it open
      map.putInt(LOGGING, 1);
      arm(counted);
      what.run();
      disarm();
      map.putInt(LOGGING, 0);
      return Files.readAllLines(log).stream().map(line -> line.split("\t", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void text(int at, int size, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length >= size) {
      throw new IllegalArgumentException("too long for the shim: " + text);
    }
    map.put(at, Arrays.copyOf(bytes, size));
  }
}
