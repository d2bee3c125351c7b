package io.backstay.connectors.redis;

import io.backstay.spi.Failure;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Finds its way through a snapshot, however its bytes arrive. What a value holds is passed over; of
 * what is in it only the order of lengths and texts has to be known, written down here for each
 * kind of value: {@code l} a length, {@code s} a text, {@code d} a number in decimal, a digit so
 * many bytes, {@code M} what a module has written, and brackets what follows as often as a length
 * says.
 */
final class Walk {
  private enum Part {
    OTHER,
    KIND,
    KEY,
    VALUE,
    OVER
  }

  /** Hears what there is, in its order. */
  interface Visitor {
    /** Something that is neither a key nor a value, as it is written. */
    void other(int kind, byte[] bytes);

    /** A key whose value follows, as it is written. */
    void key(int kind, byte[] bytes);

    /** Some of its value, as it is written. */
    default void value(byte[] bytes, int from, int to) {}

    /** All of its value has been heard. */
    default void valueEnds() {}
  }

  private static final class Frame {
    final String pattern;
    final int start;
    final int end;
    long times;
    int at;

    Frame(String pattern, int start, int end, long times) {
      this.pattern = pattern;
      this.start = start;
      this.end = end;
      this.times = times;
      this.at = start;
    }
  }

  private final Visitor visitor;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private Part part = Part.OTHER;
  private int kind = Kinds.HEADER;
  private char symbol;
  private boolean done;
  private long number;
  private int following;
  private long skip;
  private long compressed;

  Walk(Visitor visitor) {
    this.visitor = visitor;
    begin(Part.OTHER, "81");
  }

  /** Takes the next bytes, and says how many of them belong to the snapshot. */
  int accept(byte[] bytes, int from, int to) {
    int begun = from;
    int at = from;
    while (at < to && part != Part.OVER) {
      if (skip > 0) {
        int passed = (int) Math.min(skip, to - at);
        at += passed;
        skip -= passed;
      } else {
        step(bytes[at++] & 0xff);
      }
      if (skip == 0 && done && !next()) {
        hand(bytes, begun, at);
        begun = at;
        ended();
      }
    }
    hand(bytes, begun, at);
    return at - from;
  }

  /** Whether the end was met. */
  boolean over() {
    return part == Part.OVER;
  }

  private void hand(byte[] bytes, int from, int to) {
    if (part == Part.VALUE) {
      visitor.value(bytes, from, to);
    } else if (part != Part.KIND) {
      kept.write(bytes, from, to - from);
    }
  }

  private void begin(Part next, String pattern) {
    part = next;
    kept.reset();
    frames.push(new Frame(pattern, 0, pattern.length(), 1));
    next();
  }

  private void ended() {
    switch (part) {
      case KIND -> known();
      case KEY -> {
        visitor.key(kind, kept.toByteArray());
        begin(Part.VALUE, Kinds.value(kind).orElseThrow());
      }
      case VALUE -> {
        visitor.valueEnds();
        begin(Part.KIND, "k");
      }
      default -> {
        visitor.other(kind, kept.toByteArray());
        if (kind == Kinds.END) {
          part = Part.OVER;
        } else {
          begin(Part.KIND, "k");
        }
      }
    }
  }

  private void known() {
    Optional<String> other = Kinds.other(kind);
    if (other.isPresent()) {
      begin(Part.OTHER, other.get());
    } else if (Kinds.value(kind).isPresent()) {
      begin(Part.KEY, "s");
    } else {
      throw Failure.of("R432", "the snapshot has a kind of value that is not known: number " + kind)
          .help("Its server may be newer than this version of backstay, or a module's old one.");
    }
  }

  /** Whether there is more in the part. */
  private boolean next() {
    done = false;
    while (!frames.isEmpty()) {
      Frame frame = frames.element();
      if (frame.at < frame.end) {
        symbol = frame.pattern.charAt(frame.at++);
        if (Character.isDigit(symbol)) {
          pass(symbol - '0');
        }
        return true;
      }
      if (--frame.times > 0) {
        frame.at = frame.start;
      } else {
        frames.pop();
      }
    }
    return false;
  }

  private void pass(long bytes) {
    if (bytes < 0) {
      throw malformed();
    }
    skip = bytes;
    done = true;
  }

  private void step(int one) {
    if (following > 0) {
      number = (number << 8) | one;
      if (--following == 0) {
        counted();
      }
      return;
    }
    switch (symbol) {
      case 'k' -> {
        kind = one;
        done = true;
      }
      case 'd' -> pass(one < 253 ? one : 0);
      default -> length(one);
    }
  }

  private void length(int one) {
    number = one & 0x3f;
    switch (one >> 6) {
      case 0 -> counted();
      case 1 -> following = 1;
      case 2 -> {
        if (one > 0x81) {
          throw malformed();
        }
        number = 0;
        following = one == 0x80 ? 4 : 8;
      }
      default -> encoded(one & 0x3f);
    }
  }

  // A number of 1, 2 or 4 bytes in the place of a text, or a compressed text.
  private void encoded(int how) {
    if (symbol != 's' || how > 3) {
      throw malformed();
    }
    if (how == 3) {
      symbol = 'c';
    } else {
      pass(1L << how);
    }
  }

  private void counted() {
    switch (symbol) {
      case 's' -> pass(number);
      case 'c' -> {
        compressed = number;
        symbol = 'u';
      }
      case 'u' -> pass(compressed);
      case '(' -> repeat();
      case 'M' -> ofModule();
      default -> done = true;
    }
  }

  private void repeat() {
    Frame frame = frames.element();
    int close = closing(frame.pattern, frame.at);
    int inside = frame.at;
    frame.at = close + 1;
    if (number != 0) {
      push(frame.pattern, inside, close, number);
    }
    done = true;
  }

  private static int closing(String pattern, int from) {
    int at = from;
    for (int open = 1; open > 0; at++) {
      char one = pattern.charAt(at);
      open += one == '(' ? 1 : one == ')' ? -1 : 0;
    }
    return at - 1;
  }

  private void ofModule() {
    String pattern =
        switch ((int) number) {
          case 0 -> "";
          case 1, 2 -> "lM";
          case 3 -> "4M";
          case 4 -> "8M";
          case 5 -> "sM";
          default -> throw malformed();
        };
    push(pattern, 0, pattern.length(), 1);
    done = true;
  }

  // However many of them follow each other, what has come to its end is not kept.
  private void push(String pattern, int from, int to, long times) {
    Frame frame = frames.element();
    if (frame.at == frame.end && frame.times == 1) {
      frames.pop();
    }
    frames.push(new Frame(pattern, from, to, times));
  }

  private static Failure malformed() {
    return Failure.of("R432", "the snapshot is not written as snapshots are");
  }
}
