package io.backstay.run.stream;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A program's standard output, which knows whether anybody reads it. */
final class ProgramOutput extends FilterInputStream {
  private volatile boolean begun;

  ProgramOutput(InputStream stream) {
    super(stream);
  }

  @Override
  public int read() throws IOException {
    begun = true;
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    begun = true;
    return super.read(bytes, offset, length);
  }

  /** Reads it away when nobody else does, so that the program does not wait for a reader. */
  void drain(String name) {
    if (!begun) {
      Thread.ofPlatform().daemon().name(name + ": stdout").start(this::readAway);
    }
  }

  private void readAway() {
    try {
      transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It was closed or ended, so it waits for nobody.
    }
  }
}
