package io.backstay.spi;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * A way to encrypt, bound to who shall be able to open what it makes. A description, as a {@link
 * Resource} is: it looks nothing up and starts nothing but in these methods. What it writes is a
 * format that stock tools read.
 */
public interface Sealing {
  /** Its word: {@code age}, {@code gpg}, {@code openssl}. */
  String way();

  /** What the name of an encrypted file ends with, such as {@code .age}. */
  String ending();

  /** The logical name of what is stored under this one, which may have one of the endings. */
  static String logical(String stored) {
    return stored.replaceFirst("\\.(age|gpg|enc)$", "");
  }

  /** For people: how, and who can open it. */
  String says();

  /**
   * The same for each of the keys alone that could open it elsewhere; none where what encrypts is
   * also what opens.
   */
  List<Sealing> each();

  /**
   * Makes sure, before a run changes anything, that it can encrypt.
   *
   * @throws Failure when it cannot
   */
  void foresee(Tools tools);

  /**
   * Begins to encrypt.
   *
   * @param to takes the encrypted bytes, perhaps from another thread; not closed
   * @throws Failure when it cannot
   */
  Sealer seal(OutputStream to, Tools tools) throws IOException;

  /**
   * Opens what {@link #seal} made. The end of the stream is only told when every byte of the file
   * was read and is what was encrypted.
   *
   * @param sealed a file of this host, its bytes already held against the manifest
   * @param seal what the manifest says of it
   * @throws Failure {@code R142} when this host has nothing to open it with, {@code R143} when what
   *     it has does not open it; reading fails in the same way
   */
  InputStream open(Path sealed, Seal seal, Tools tools) throws IOException;

  /** An encryption that goes on. */
  interface Sealer extends Closeable {
    /** Takes what is to be encrypted; closing it does nothing. */
    OutputStream plain();

    /**
     * All was written: returns when all encrypted bytes were handed on.
     *
     * @return how to open it
     * @throws Failure when it did not succeed
     */
    Seal finish() throws IOException;

    /** Ends it, finished or not. */
    @Override
    void close();
  }
}
