package io.backstay.expr;

import java.util.List;

/** Reads a literal that begins with a digit: a number, a duration or a size. */
final class Amount {
  private Amount() {}

  static Value read(String text, int offset) throws SyntaxError {
    boolean hasUnit = text.chars().anyMatch(Character::isLetter);
    List<Parsed<? extends Value.Known>> readings =
        hasUnit
            ? List.of(Span.parse(text), Size.parse(text))
            : List.of(NumberReader.whole(text), NumberReader.decimal(text));
    SyntaxError error =
        SyntaxError.at(
            offset,
            text.length(),
            Finding.quoted(text) + " is not a " + (hasUnit ? "duration or a size" : "number"));
    for (Parsed<? extends Value.Known> reading : readings) {
      switch (reading) {
        case Parsed.Ok<? extends Value.Known>(Value.Known value) -> {
          return value;
        }
        case Parsed.Bad<? extends Value.Known>(Finding finding) -> error = error.helps(finding);
      }
    }
    throw error;
  }
}
