package io.backstay.run.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that get the same bytes; either all of them get their names, or none. */
final class Sinks implements AutoCloseable {
  private final List<PartFile> files = new ArrayList<>();

  static Sinks open(List<Path> names) throws IOException {
    Sinks sinks = new Sinks();
    try {
      for (Path name : names) {
        sinks.files.add(PartFile.create(name));
      }
      return sinks;
    } catch (IOException e) {
      sinks.close();
      throw e;
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    for (PartFile file : files) {
      file.write(bytes.duplicate());
    }
  }

  void sync() throws IOException {
    for (PartFile file : files) {
      file.sync();
    }
  }

  void publish() throws IOException {
    for (int done = 0; done < files.size(); done++) {
      try {
        files.get(done).publish();
      } catch (IOException e) {
        files.subList(0, done).forEach(PartFile::withdraw);
        throw e;
      }
    }
  }

  @Override
  public void close() {
    files.forEach(PartFile::close);
  }
}
