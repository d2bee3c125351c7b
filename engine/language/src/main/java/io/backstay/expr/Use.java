package io.backstay.expr;

/** What an expression does with a name, as far as secrets are concerned. */
enum Use {
  /** Hands it on as it is. */
  VALUE("would be written into names, logs and reports"),
  /** Decides by it. */
  COMPARED("what is decided by it would tell about it"),
  /** Makes something else of it. */
  CHANGED("a secret is handed on as it is, or not at all");

  private final String danger;

  Use(String danger) {
    this.danger = danger;
  }

  /** Why a secret cannot be used so. */
  String danger() {
    return danger;
  }
}
