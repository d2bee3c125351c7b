package io.backstay.run.stream;

import java.io.Closeable;
import java.io.IOException;

/** Closes what has already failed, or has nothing more to say. */
final class Closing {
  private Closing() {}

  static void quietly(Closeable... all) {
    for (Closeable one : all) {
      try {
        one.close();
      } catch (IOException e) {
        // The failure that led here is the one that counts.
      }
    }
  }
}
