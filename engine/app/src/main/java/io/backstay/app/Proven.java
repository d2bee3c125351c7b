package io.backstay.app;

import io.backstay.expr.Human;
import io.backstay.set.KnownSet;
import java.time.Duration;
import java.time.Instant;

/** How far a set is proven, in the only form it is ever shown: with how long ago that was. */
final class Proven {
  private Proven() {}

  static String text(KnownSet set, Instant now) {
    return set.level() + ", " + ago(set, now) + " ago";
  }

  static String ago(KnownSet set, Instant now) {
    return Human.age(Duration.between(set.provenAt(), now));
  }
}
