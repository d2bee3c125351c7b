package io.backstay.run.stream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file a pipeline has written, or one like it.
 *
 * @param file where it is
 * @param codec how it is compressed
 * @param proof what it has to be; null takes it as it is
 * @param fromDisk whether it is read past the system's cache, which leaves that to others and reads
 *     what is on the disk
 */
public record StoredFile(Path file, Codec codec, @Nullable Proof proof, boolean fromDisk) {
  /** A file that is read in the ordinary way. */
  public StoredFile(Path file, Codec codec, @Nullable Proof proof) {
    this(file, codec, proof, false);
  }

  /**
   * What was written.
   *
   * @param size stored bytes
   * @param sha256 of the stored bytes, lower-case hexadecimal
   */
  public record Proof(long size, String sha256) {}

  /** A file that is what its name says. */
  public static StoredFile of(Path file) {
    return new StoredFile(file, Codec.ofName(String.valueOf(file.getFileName())), null);
  }

  /** The same, which has to be what was stored. */
  public StoredFile proven(Stored stored) {
    return new StoredFile(file, codec, new Proof(stored.size(), stored.sha256()));
  }

  /** The same for who proves in another way that it is what was stored. */
  public StoredFile unproven() {
    return new StoredFile(file, codec, null);
  }

  /** The same, read from the disk. */
  public StoredFile readFromDisk() {
    return new StoredFile(file, codec, proof, true);
  }

  /**
   * Opens the plain content. Its end is only reached when every stored byte was read and is right;
   * before that a read fails with {@link StreamException.Kind#DAMAGED}.
   */
  public InputStream open() throws IOException {
    return new PlainStream(decoder());
  }

  Decoder decoder() throws IOException {
    StoredBytes bytes = StoredBytes.open(this);
    return switch (codec) {
      case NONE -> new PlainDecoder(bytes);
      case GZIP -> new GzipDecoder(bytes);
      case ZSTD -> new ZstdDecoder(bytes);
    };
  }
}
