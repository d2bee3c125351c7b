package io.backstay.expr;

/**
 * What the place accepts at which an expression stands.
 *
 * @param place its key, for messages
 * @param kind what it needs
 * @param secrets whether it may be or contain a secret
 * @param absence whether an absent value is as good as none given
 */
public record Expected(String place, Kind kind, boolean secrets, boolean absence) {
  /** A parameter that is written down, shown and logged. */
  public static Expected of(String place, Kind kind) {
    return new Expected(place, kind, kind == Kind.SECRET, false);
  }

  /** A condition. */
  public static Expected condition(String place) {
    return of(place, Kind.BOOLEAN);
  }

  /** The same, with secrets in it allowed: it goes only where it is needed. */
  public Expected orSecret() {
    return new Expected(place, kind, true, absence);
  }

  /** The same, with an absent value allowed. */
  public Expected orAbsent() {
    return new Expected(place, kind, secrets, true);
  }
}
