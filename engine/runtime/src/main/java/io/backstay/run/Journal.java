package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Durable;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The record of one run: an event a line, durable before {@link #append} returns. What is not
 * durable is cut off again, so a line that was not acknowledged never stands before one that was.
 *
 * <p>Not a channel: a channel closes itself under a thread that is interrupted, and steps that are
 * cancelled still have things to write down.
 */
final class Journal implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile file;
  private final UnaryOperator<String> mask;
  private final @Nullable Object identity;
  private String last;
  private long length;

  private Journal(Path path, UnaryOperator<String> mask, String last, long length)
      throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
    this.identity = identity(path);
    this.mask = mask;
    this.last = last;
    this.length = length;
  }

  /** A new journal, in a directory that exists. */
  static Journal create(Path path, UnaryOperator<String> mask) {
    try {
      Files.createFile(path, Private.FILE);
      Durable.force(path.resolveSibling("."));
      return new Journal(path, mask, Chain.START, 0);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** The journal of a dead run, to be ended for it; what it was writing when it died is cut off. */
  static Journal reopen(Path path, Transcript transcript, UnaryOperator<String> mask) {
    try {
      Journal journal = new Journal(path, mask, transcript.last(), transcript.bytes());
      journal.file.setLength(transcript.bytes());
      return journal;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * Writes an event down.
   *
   * @return the event as it will be read back
   * @throws Failure when it cannot be made durable, or another process has taken the run over; then
   *     it is not there
   */
  synchronized RunEvent append(RunEvent event) {
    Chain.Line line = Chain.seal(EventCodec.encode(event, mask), last);
    RunEvent readBack = Objects.requireNonNull(EventCodec.decode(line.text()), line.text());
    byte[] bytes = (line.text() + "\n").getBytes(UTF_8);
    try {
      file.seek(length);
      file.write(bytes);
      file.getFD().sync();
    } catch (IOException e) {
      cutOff();
      throw unwritable(path, e);
    }
    refuseIfTakenOver();
    last = line.hash();
    length += bytes.length;
    return readBack;
  }

  /** Whoever has taken the run over has read all that was acknowledged, and goes on elsewhere. */
  private void refuseIfTakenOver() {
    try {
      if (Objects.equals(identity, identity(path))) {
        return;
      }
    } catch (IOException e) {
      // Without its name it is nobody's journal.
    }
    throw Failure.of("R152", "another process has taken this run over")
        .help("see its journal: backstay show --log");
  }

  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /**
   * Takes the journal away from a run that may live: it goes on in a file of the same name, and
   * what the run still writes into the old one is never acknowledged to it.
   *
   * @return what the run had written down by then
   */
  static Transcript seize(Path path) {
    Path copy = path.resolveSibling(path.getFileName() + ".taken");
    try (RandomAccessFile old = new RandomAccessFile(path.toFile(), "r")) {
      byte[] seen;
      do {
        // What was acknowledged before the name led elsewhere can be read after it does.
        seen = all(old);
        Files.deleteIfExists(copy);
        Files.createFile(copy, Private.FILE);
        try (RandomAccessFile taken = new RandomAccessFile(copy.toFile(), "rw")) {
          taken.write(seen);
          taken.getFD().sync();
        }
        Files.move(copy, path, StandardCopyOption.ATOMIC_MOVE);
        Durable.force(path.resolveSibling("."));
      } while (!Arrays.equals(seen, all(old)));
      return Transcript.read(path).intact(path);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static byte[] all(RandomAccessFile file) throws IOException {
    byte[] content = new byte[Math.toIntExact(file.length())];
    file.seek(0);
    file.readFully(content);
    return content;
  }

  /** Hash of the last line. */
  synchronized String last() {
    return last;
  }

  private void cutOff() {
    try {
      file.setLength(length);
    } catch (IOException e) {
      // A torn last line is ignored by whoever reads it, so leaving it there changes nothing.
    }
  }

  private static Failure unwritable(Path path, IOException cause) {
    return Failure.of("R121", "the journal `" + path + "` cannot be written: " + cause)
        .help("what cannot be written down is not done; free space, or set --state-dir")
        .because(cause);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Every event is durable already.
    }
  }
}
