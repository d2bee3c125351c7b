package io.backstay.spi;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** Something that can be backed up; what it can do is said by the interfaces it implements. */
public interface Source extends Resource {
  /**
   * Its address in one text, as programs take it, with whatever secret lets them in: {@code
   * ${sources.<name>.url}} in a plan. Asked for just before a program is started.
   *
   * @param reveal gives the value of a secret
   * @throws Failure when it has no address now
   */
  default String url(Function<Secret, String> reveal) {
    throw new IllegalStateException(ref() + " has no address");
  }

  /** Where the live thing is, when it is a place on this host that a restore would replace. */
  default Optional<Path> place() {
    return Optional.empty();
  }

  /**
   * Where what a restore brings in takes room beside what is live. Asks the world where it has to;
   * empty when it cannot be told for certain from here, for nobody may guess it.
   */
  default Optional<Ground> ground(Look look) {
    return place().map(Ground::of);
  }
}
