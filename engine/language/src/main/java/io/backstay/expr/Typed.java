package io.backstay.expr;

import java.util.Optional;

/**
 * What the checker knows of a part of an expression.
 *
 * @param kind what it gives; {@link Kind#ANY} also for what has a finding, so that one mistake
 *     gives one finding
 * @param secret whether it is or contains a secret
 * @param late whether only the run knows its value
 * @param absence why it may be absent; empty if it cannot be
 */
record Typed(Kind kind, boolean secret, boolean late, Optional<String> absence) {
  /** Of what nothing is known, because a finding says why. */
  static final Typed NOTHING = of(Kind.ANY);

  static Typed of(Kind kind) {
    return new Typed(kind, false, false, Optional.empty());
  }

  /** Another kind, made of this and as late and secret as this. */
  Typed as(Kind other) {
    return new Typed(other, secret, late, absence);
  }

  Typed maybeAbsent(String why) {
    return new Typed(kind, secret, late, Optional.of(why));
  }

  Typed present() {
    return new Typed(kind, secret, late, Optional.empty());
  }

  /** As late and as secret as both. */
  Typed with(Typed other) {
    return new Typed(kind, secret || other.secret, late || other.late, absence);
  }
}
