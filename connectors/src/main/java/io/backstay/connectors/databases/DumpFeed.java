package io.backstay.connectors.databases;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Program;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * The output of a dumping program, read along to know at the end whether that was all of it.
 *
 * @param <T> what a dump turns out to hold
 */
public final class DumpFeed<T> implements Feed {
  private final String name;
  private final Program program;
  private final Scanner<T> scanner;
  private final Function<T, Facts> proof;
  private final Complaints complaints;

  /**
   * A feed.
   *
   * @param name of the program, for messages
   * @param program started, its output not yet read
   * @param scanner of its format
   * @param proof compares the contents with what they have to be, and says what was learnt
   * @param complaints takes what the program says
   */
  public DumpFeed(
      String name,
      Program program,
      Scanner<T> scanner,
      Function<T, Facts> proof,
      Complaints complaints) {
    this.name = name;
    this.program = program;
    this.scanner = scanner;
    this.proof = proof;
    this.complaints = complaints;
  }

  /**
   * Reads a dump while it passes, and knows at its end whether it was one, and all of it.
   *
   * @param <T> what it turns out to hold
   */
  public interface Scanner<T> {
    /** Takes the next bytes. */
    void accept(byte[] bytes, int from, int to);

    /**
     * How many of the bytes it has taken, counted from the first, may belong to the dump: what
     * follows is not handed on, and has to be judged at the end.
     */
    default long belonging() {
      return Long.MAX_VALUE;
    }

    /**
     * Called at the end of the bytes.
     *
     * @throws Failure when they are not a whole dump
     */
    T finish();
  }

  /** What becomes of what a program says when it has ended. */
  public interface Complaints {
    /**
     * Takes it.
     *
     * @throws Failure when it did not end well
     */
    void take(Program.Exit exit);
  }

  @Override
  public InputStream bytes() {
    return new Followed(program.output(), scanner);
  }

  /** The program is over when its output is; nothing of it stays open until somebody closes. */
  @Override
  public Facts finish() {
    Program.Exit exit;
    try (program) {
      exit = program.await();
    }
    complaints.take(exit);
    try {
      return proof.apply(scanner.finish());
    } catch (Failure e) {
      throw notWhole(e);
    }
  }

  private Failure notWhole(Failure why) {
    String help = "Nothing is kept of it; look at " + name + " and what stands between.";
    Failure failure =
        Failure.of(why.code(), name + " exited with 0, but " + why.message())
            .because(why)
            .help(why.help() == null ? help : why.help());
    return why.isTransient() ? failure.transientOne() : failure;
  }

  @Override
  public void close() {
    program.close();
  }

  /** Hands on every byte that is read. */
  public static final class Followed extends FilterInputStream {
    private final Scanner<?> scanner;
    private long taken;

    /** What is read of this, the scanner has read too. */
    public Followed(InputStream in, Scanner<?> scanner) {
      super(in);
      this.scanner = scanner;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read;
      do {
        read = in.read(into, offset, length);
        if (read <= 0) {
          return read;
        }
        scanner.accept(into, offset, offset + read);
        taken += read;
      } while (scanner.belonging() <= taken - read);
      return (int) Math.min(read, scanner.belonging() - (taken - read));
    }

    @Override
    public long skip(long count) {
      throw new UnsupportedOperationException("every byte counts");
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
