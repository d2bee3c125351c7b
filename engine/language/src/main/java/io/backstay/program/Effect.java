package io.backstay.program;

/**
 * What a step would do to the world, as a preview shows it.
 *
 * @param action what kind of effect
 * @param target what it is done to: an artifact, a source, a service, a store
 * @param says one clause for people
 */
public record Effect(Action action, String target, String says) {
  /** Kinds of effects; the symbol says it, a colour only repeats it. */
  public enum Action {
    /** Something new exists afterwards. */
    CREATE('+', '+'),
    /** Something existing is different afterwards. */
    CHANGE('~', '~'),
    /** Something is gone afterwards. */
    DELETE('-', '-'),
    /** A service is interrupted or brought back. */
    INTERRUPT('!', '!'),
    /** Data leaves this host. */
    OFF_HOST('>', '>'),
    /** Nothing changes. */
    READ('·', '.'),
    /** A program runs whose effects nobody but its author knows. */
    UNKNOWN('?', '?');

    private final char symbol;
    private final char ascii;

    Action(char symbol, char ascii) {
      this.symbol = symbol;
      this.ascii = ascii;
    }

    /** The symbol, in Unicode or in ASCII. */
    public char symbol(boolean unicode) {
      return unicode ? symbol : ascii;
    }
  }
}
