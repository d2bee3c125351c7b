package io.backstay.expr;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one size: a number and a unit, without a space between them. */
final class SizeReader {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(\\p{Alpha}*)");
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final String LOOKS =
      "a size looks like 512MiB (2²⁰ each), 20GB (10⁹ each) or 1048576 (bytes)";

  private SizeReader() {}

  /**
   * Reads a size.
   *
   * @param unit what a bare number counts; bytes if empty
   */
  static Parsed<Size> read(String text, Optional<SizeUnit> unit) {
    Matcher written = WRITTEN.matcher(text);
    if (text.length() > Misread.LONGEST || !written.matches()) {
      return bad(text, 0, text.startsWith("-") ? "a size is never negative" : "");
    }
    String word = written.group(2);
    Optional<SizeUnit> of =
        word.isEmpty() ? unit.or(() -> Optional.of(SizeUnit.B)) : SizeUnit.of(word);
    if (of.isEmpty()) {
      return bad(text, written.start(2), "no such unit");
    }
    BigInteger[] bytes = bytes(written.group(1), of.get());
    if (bytes[0].compareTo(MOST) > 0) {
      return bad(text, 0, "more than 8 EiB, which nothing holds");
    }
    if (bytes[1].signum() != 0) {
      return bad(text, 0, "not a whole number of bytes");
    }
    return new Parsed.Ok<>(new Size(bytes[0].longValueExact()));
  }

  /** Whole bytes, and what is left of one. */
  private static BigInteger[] bytes(String number, SizeUnit unit) {
    int point = number.indexOf('.');
    int decimals = point < 0 ? 0 : number.length() - point - 1;
    return new BigInteger(number.replace(".", ""))
        .multiply(BigInteger.valueOf(unit.bytes()))
        .divideAndRemainder(BigInteger.TEN.pow(decimals));
  }

  private static Parsed<Size> bad(String text, int from, String label) {
    Finding finding =
        Misread.part(text, Kind.SIZE, from, text.length() - from).label(label).note(LOOKS);
    List<String> guesses = guesses(text);
    return new Parsed.Bad<>(
        switch (guesses.size()) {
          case 0 -> finding;
          case 1 -> finding.didYouMean(guesses.getFirst());
          default -> finding.help("did you mean `" + String.join("` or `", guesses) + "`?");
        });
  }

  /** What it may mean to other programs; two answers when they disagree. */
  private static List<String> guesses(String text) {
    Matcher loose = WRITTEN.matcher(text.strip().replaceFirst(" +", ""));
    if (text.length() > Misread.LONGEST || !loose.matches()) {
      return List.of();
    }
    return SizeUnit.loosely(loose.group(2)).stream()
        .map(unit -> loose.group(1) + unit.word())
        .filter(guess -> !guess.equals(text) && read(guess, Optional.empty()) instanceof Parsed.Ok)
        .toList();
  }
}
