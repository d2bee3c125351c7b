package io.backstay.plans.faults;

/** What is going on when something goes wrong. */
enum Verb {
  BACKUP("a backup"),
  RESTORE("a restore");

  private final String words;

  Verb(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
