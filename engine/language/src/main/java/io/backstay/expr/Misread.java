package io.backstay.expr;

/** The one form of all findings about a scalar that is not of the kind its key asks for. */
final class Misread {
  /** Longer texts are none of the short kinds, and reading them must not take long. */
  static final int LONGEST = 100;

  private static final String CODE = "E143";

  private Misread() {}

  /** Marks the whole text. */
  static Finding whole(String text, Kind kind) {
    return part(text, kind, 0, text.length());
  }

  /** Marks what is wrong with it. */
  static Finding part(String text, Kind kind, int offset, int length) {
    String message =
        text.isEmpty()
            ? kind.named() + " is missing"
            : Finding.quoted(text) + " is not " + kind.named();
    return Finding.of(CODE, offset, length, message);
  }
}
