package io.backstay.expr;

/** Leaves the parser at the first thing it cannot read; never leaves the package. */
final class SyntaxError extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  SyntaxError(Finding finding) {
    super(finding.message(), null, false, false);
    this.finding = finding;
  }

  static SyntaxError at(int offset, int length, String message) {
    return new SyntaxError(Finding.of("E301", offset, length, message));
  }

  static SyntaxError filter(int offset, int length, String message) {
    return new SyntaxError(Finding.of("E305", offset, length, message));
  }

  SyntaxError help(String text) {
    return new SyntaxError(finding.help(text));
  }

  SyntaxError note(String text) {
    return new SyntaxError(finding.note(text));
  }

  /** With what another finding proposes, if it proposes something new. */
  SyntaxError helps(Finding other) {
    SyntaxError all = this;
    for (String help : other.helps()) {
      all = finding.helps().contains(help) ? all : all.help(help);
    }
    return all;
  }

  Finding finding() {
    return finding;
  }
}
