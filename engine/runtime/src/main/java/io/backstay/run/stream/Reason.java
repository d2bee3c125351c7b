package io.backstay.run.stream;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words what an exception of the file system means. */
final class Reason {
  private Reason() {}

  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "`" + missing.getFile() + "` does not exist";
      case AccessDeniedException denied -> "no permission for `" + denied.getFile() + "`";
      case FileAlreadyExistsException there -> "`" + there.getFile() + "` exists already";
      case NotDirectoryException file -> "`" + file.getFile() + "` is not a directory";
      case FileSystemException other when other.getReason() != null ->
          other.getReason() + " (`" + other.getFile() + "`)";
      default -> String.valueOf(e.getMessage());
    };
  }
}
