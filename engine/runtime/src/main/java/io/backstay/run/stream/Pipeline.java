package io.backstay.run.stream;

import io.backstay.run.stream.Stored.Algorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes from a producer through a codec, and perhaps an encryption, into files, once: digests
 * of the stored bytes, of what was encrypted, and of the plain ones unless they are listed, are
 * taken on the way. Three or four threads, bounded queues between them.
 */
public final class Pipeline {
  private static final int AHEAD = 8;

  private final Producer producer;
  private final Destination destination;
  private final Sinks sinks;
  private final BlockQueue plain = new BlockQueue(AHEAD);
  private final BlockQueue packed = new BlockQueue(AHEAD);
  private final BlockQueue stored;
  private final @Nullable Sealer sealing;
  private final @Nullable Digest plainDigest;
  private final Digest storedDigest = Digest.sha256();
  private final Map<Algorithm, Digest> others = new EnumMap<>(Algorithm.class);
  private long plainSize;

  private Pipeline(Producer producer, Destination destination, Sinks sinks) {
    this.producer = producer;
    this.destination = destination;
    this.sinks = sinks;
    Envelope envelope = destination.envelope();
    this.stored = envelope == null ? packed : new BlockQueue(AHEAD);
    this.sealing = envelope == null ? null : new Sealer(envelope, packed, stored);
    // Uncompressed, both are the same bytes; hashing them twice would only cost time.
    boolean same = destination.codec() == Codec.NONE;
    this.plainDigest = same || producer.listed() ? null : Digest.sha256();
    destination.digests().forEach(a -> others.put(a, Digest.of(a.name)));
  }

  /**
   * Runs to the end: the files have their names and are on disk when this returns. When it throws,
   * there is no file, finished or not, and the producer was told to stop.
   *
   * @throws StreamException when bytes could not be read, written, or are not complete
   * @throws IOException what the producer threw
   */
  public static Stored store(Producer producer, Destination destination) throws IOException {
    try (Sinks sinks = Sinks.open(destination.files())) {
      return new Pipeline(producer, destination, sinks).run();
    } catch (IOException | RuntimeException e) {
      producer.failed();
      throw e;
    }
  }

  private Stored run() throws IOException {
    try (Crew crew = new Crew("stream to " + destination.files().getFirst().getFileName())) {
      crew.start("produce", this::produce);
      crew.start("encode", this::encode);
      if (sealing != null) {
        crew.start("encrypt", sealing::run);
      }
      crew.start("write", this::write);
      crew.await(destination.cancelled(), producer::abort);
    }
    producer.stored();
    sinks.publish();
    return result();
  }

  private void produce() throws IOException, InterruptedException {
    BlockOutput output = new BlockOutput(plain, destination.progress());
    producer.produce(output);
    output.finish();
  }

  private void encode() throws IOException, InterruptedException {
    try (Encoder encoder = destination.codec().encoder()) {
      for (@Nullable ByteBuffer block = plain.take(); block != null; block = plain.take()) {
        plainSize += block.remaining();
        if (plainDigest != null) {
          plainDigest.update(block);
        }
        encoder.encode(block, packed::put);
      }
      encoder.finish(packed::put);
      packed.end();
    }
  }

  private void write() throws IOException, InterruptedException {
    for (@Nullable ByteBuffer block = stored.take(); block != null; block = stored.take()) {
      storedDigest.update(block);
      for (Digest other : others.values()) {
        other.update(block);
      }
      sinks.write(block);
      Blocks.give(block);
    }
    sinks.sync();
  }

  private Stored result() {
    Map<Algorithm, String> digests = new EnumMap<>(Algorithm.class);
    others.forEach((algorithm, digest) -> digests.put(algorithm, digest.hex()));
    long size = storedDigest.size();
    String sha256 = storedDigest.hex();
    Stored.@Nullable Packed content = sealing == null ? null : sealing.content();
    String coded = content == null ? sha256 : content.sha256();
    return new Stored(size, sha256, digests, plainSize, plainSha256(coded), content);
  }

  /** Uncompressed, plain bytes are the ones that were stored, or encrypted. */
  private @Nullable String plainSha256(String coded) {
    if (destination.codec() == Codec.NONE) {
      return coded;
    }
    return plainDigest == null ? null : plainDigest.hex();
  }
}
