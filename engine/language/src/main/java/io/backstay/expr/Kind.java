package io.backstay.expr;

/** What kind of value a parameter expects, a name stands for or an expression gives. */
public sealed interface Kind {
  /** Text. */
  Kind STRING = Scalar.STRING;

  /** A whole number. */
  Kind INTEGER = Scalar.INTEGER;

  /** A number. */
  Kind NUMBER = Scalar.NUMBER;

  /** True or false. */
  Kind BOOLEAN = Scalar.BOOLEAN;

  /** A {@link Span} of time. */
  Kind DURATION = Scalar.DURATION;

  /** A {@link Size} in bytes. */
  Kind SIZE = Scalar.SIZE;

  /** A {@link Percent}. */
  Kind PERCENT = Scalar.PERCENT;

  /** Where a file or directory is; a text that means a path. */
  Kind PATH = Scalar.PATH;

  /** A moment in time. */
  Kind TIMESTAMP = Scalar.TIMESTAMP;

  /** A secret's text, which only parameters that expect one accept. */
  Kind SECRET = Scalar.SECRET;

  /** Nothing: the literal {@code null}. */
  Kind NULL = Scalar.NULL;

  /** Not known before the run; compared with care, and refused at the run when it does not fit. */
  Kind ANY = Scalar.ANY;

  /** A list of texts. */
  Kind LIST = new ListOf(Scalar.STRING);

  /** With its article, as messages name it: {@code a duration}. */
  String named();

  /** The kinds that are not lists. */
  enum Scalar implements Kind {
    /** See {@link Kind#STRING}. */
    STRING("a string"),
    /** See {@link Kind#INTEGER}. */
    INTEGER("an integer"),
    /** See {@link Kind#NUMBER}. */
    NUMBER("a number"),
    /** See {@link Kind#BOOLEAN}. */
    BOOLEAN("a boolean"),
    /** See {@link Kind#DURATION}. */
    DURATION("a duration"),
    /** See {@link Kind#SIZE}. */
    SIZE("a size"),
    /** See {@link Kind#PERCENT}. */
    PERCENT("a percentage"),
    /** See {@link Kind#PATH}. */
    PATH("a path"),
    /** See {@link Kind#TIMESTAMP}. */
    TIMESTAMP("a timestamp"),
    /** See {@link Kind#SECRET}. */
    SECRET("a secret"),
    /** See {@link Kind#NULL}. */
    NULL("null"),
    /** See {@link Kind#ANY}. */
    ANY("a value");

    private final String named;

    Scalar(String named) {
      this.named = named;
    }

    @Override
    public String named() {
      return named;
    }
  }

  /**
   * A list whose elements are all of one kind.
   *
   * @param element what each element is
   */
  record ListOf(Kind element) implements Kind {
    @Override
    public String named() {
      return "a list";
    }
  }
}
