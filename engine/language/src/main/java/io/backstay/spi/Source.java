package io.backstay.spi;

import java.nio.file.Path;
import java.util.Optional;

/** Something that can be backed up; what it can do is said by the interfaces it implements. */
public interface Source extends Resource {
  /** Where the live thing is, when it is a place on this host that a restore would replace. */
  default Optional<Path> place() {
    return Optional.empty();
  }
}
