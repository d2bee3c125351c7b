package io.backstay.connectors.postgres;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Program;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.Function;

/** The output of a dumping program, read along to know at the end whether that was all of it. */
final class DumpFeed implements Feed {
  private final String name;
  private final Program program;
  private final DumpScanner scanner;
  private final Function<Toc, Facts> proof;
  private final Consumer<String> log;

  /**
   * A feed.
   *
   * @param name of the program, for messages
   * @param program started, its output not yet read
   * @param scanner of its format
   * @param proof compares the contents with what they have to be, and says what was learnt
   * @param log takes what the program says
   */
  DumpFeed(
      String name,
      Program program,
      DumpScanner scanner,
      Function<Toc, Facts> proof,
      Consumer<String> log) {
    this.name = name;
    this.program = program;
    this.scanner = scanner;
    this.proof = proof;
    this.log = log;
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
    Trouble.lines(exit.stderr()).forEach(log);
    if (!exit.ok()) {
      throw Trouble.exited(name, exit);
    }
    try {
      return proof.apply(scanner.finish());
    } catch (Failure e) {
      throw Failure.of(e.code(), name + " exited with 0, but " + e.message())
          .because(e)
          .help("Nothing is kept of it; look at " + name + " and what stands between.");
    }
  }

  @Override
  public void close() {
    program.close();
  }

  /** Hands on every byte that is read. */
  static final class Followed extends FilterInputStream {
    private final DumpScanner scanner;

    Followed(InputStream in, DumpScanner scanner) {
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
      int read = in.read(into, offset, length);
      if (read > 0) {
        scanner.accept(into, offset, offset + read);
      }
      return read;
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
