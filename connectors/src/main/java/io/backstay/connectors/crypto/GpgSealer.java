package io.backstay.connectors.crypto;

import io.backstay.spi.Failure;
import io.backstay.spi.Program;
import io.backstay.spi.Seal;
import io.backstay.spi.Sealing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** An encryption by gpg that goes on: a thread carries away what it puts out. */
final class GpgSealer implements Sealing.Sealer {
  private static final String DONE = "END_ENCRYPTION";

  private final Program gpg;
  private final Seal seal;
  private final Thread carrier;
  private volatile @Nullable IOException trouble;

  GpgSealer(Program gpg, OutputStream to, Seal seal) {
    this.gpg = gpg;
    this.seal = seal;
    this.carrier = Thread.ofPlatform().daemon().name("gpg: output").start(() -> carry(to));
  }

  private void carry(OutputStream to) {
    try {
      gpg.output().transferTo(to);
    } catch (IOException e) {
      trouble = e;
      // Nobody takes what it puts out any more, so it would wait for ever.
      gpg.close();
    }
  }

  @Override
  public OutputStream plain() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          gpg.input().write(bytes, offset, length);
        } catch (IOException e) {
          throw ended(e);
        }
      }
    };
  }

  /** A program that takes no more input has said why. */
  private IOException ended(IOException broken) throws IOException {
    carried();
    Program.Exit exit = gpg.await();
    if (!exit.ok()) {
      throw failed(exit);
    }
    return broken;
  }

  @Override
  public Seal finish() throws IOException {
    gpg.input().close();
    carried();
    Program.Exit exit = gpg.await();
    if (!exit.ok() || !GpgStatus.of(exit).says(DONE)) {
      throw failed(exit);
    }
    return seal;
  }

  private void carried() throws IOException {
    try {
      carrier.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while gpg encrypts");
    }
    IOException why = trouble;
    if (why != null) {
      throw why;
    }
  }

  private static Failure failed(Program.Exit exit) {
    return Failure.of("R144", "gpg could not encrypt: " + GpgStatus.of(exit).words());
  }

  @Override
  public void close() {
    gpg.close();
  }
}
