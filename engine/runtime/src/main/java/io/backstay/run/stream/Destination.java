package io.backstay.run.stream;

import io.backstay.run.stream.Stored.Algorithm;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a pipeline stores, and how.
 *
 * @param files one or more final names, none of which exists yet; all get the same bytes
 * @param codec how to compress
 * @param envelope encrypts what was compressed; null leaves it as it is
 * @param digests algorithms beside SHA-256
 * @param progress told the plain bytes so far, after each block; has to be quick
 * @param cancelled asked a few times a second whether to stop
 */
public record Destination(
    List<Path> files,
    Codec codec,
    @Nullable Envelope envelope,
    Set<Algorithm> digests,
    LongConsumer progress,
    BooleanSupplier cancelled) {

  public Destination {
    files = List.copyOf(files);
    digests = Set.copyOf(digests);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a pipeline needs somewhere to store");
    }
  }

  /** Files that are not encrypted. */
  public Destination(
      List<Path> files,
      Codec codec,
      Set<Algorithm> digests,
      LongConsumer progress,
      BooleanSupplier cancelled) {
    this(files, codec, null, digests, progress, cancelled);
  }

  /** One file, compressed as its name says. */
  public static Destination of(Path file) {
    Codec codec = Codec.ofName(String.valueOf(file.getFileName()));
    return new Destination(List.of(file), codec, Set.of(), bytes -> {}, () -> false);
  }

  /** The same with another codec. */
  public Destination with(Codec other) {
    return new Destination(files, other, envelope, digests, progress, cancelled);
  }

  /** The same, encrypted. */
  public Destination sealedBy(@Nullable Envelope closed) {
    return new Destination(files, codec, closed, digests, progress, cancelled);
  }

  /** The same with more digests. */
  public Destination with(Set<Algorithm> others) {
    return new Destination(files, codec, envelope, others, progress, cancelled);
  }

  /** The same, watched and stoppable. */
  public Destination with(LongConsumer teller, BooleanSupplier stopper) {
    return new Destination(files, codec, envelope, digests, teller, stopper);
  }
}
