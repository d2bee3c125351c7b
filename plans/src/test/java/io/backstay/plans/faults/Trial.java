package io.backstay.plans.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One site on which one fault after another is tried, and the judgement of what each left behind.
 *
 * <p>Two sets of the sources' first version are stored, so that a backup has one to prune; live is
 * their second version. A backup makes a set of the second, a restore brings back the first.
 */
final class Trial implements AutoCloseable {
  private static final Set<Integer> HONEST = Set.of(0, 1, 3, 4, 5);

  private final Path home;
  private final Site site;
  private final Shim shim;
  private final WarmCli cli;
  private final String set;
  private final Content stored;
  private final Content live;

  /** Fills the site. */
  Trial(Path home, Site site) throws IOException {
    this.home = home;
    this.site = site;
    shim = new Shim(home);
    cli = new WarmCli(home, shim.environment());
    site.fill(1);
    cli.run(site.backup()).expect(0);
    cli.run(site.backup()).expect(0);
    set = site.newestSet();
    stored = site.content();
    site.fill(2);
    live = site.content();
    site.keep();
  }

  /** Where its processes may put what they need. */
  Path home() {
    return home;
  }

  Site site() {
    return site;
  }

  Shim shim() {
    return shim;
  }

  List<String> command(Verb verb) {
    return verb == Verb.BACKUP ? site.backup() : site.restore();
  }

  /** Runs a command while nothing goes wrong. */
  Answer ask(List<String> command) {
    return cli.run(command);
  }

  /** How many such calls there are while nothing goes wrong. */
  long calls(Verb verb, Set<Call> calls, Path below) {
    return run(verb, Fault.none(calls, below)).seen();
  }

  /**
   * How a run ended.
   *
   * @param answer what the process said
   * @param fault what went wrong
   * @param seen how many calls could have gone wrong
   * @param hits how many did
   * @param hit the last of them
   */
  record Ended(Answer answer, Fault fault, long seen, long hits, String hit) {
    @Override
    public String toString() {
      return "%s\n%d hits, the last: %s\n%s".formatted(fault, hits, hit, answer);
    }
  }

  /** Runs it on the site as it was kept. */
  Ended run(Verb verb, Fault fault) {
    return run(verb, fault, () -> {});
  }

  /** The same, after something was done to the site. */
  Ended run(Verb verb, Fault fault, Runnable before) {
    site.reset();
    before.run();
    shim.arm(fault);
    try {
      Answer answer = cli.run(command(verb));
      return new Ended(answer, fault, shim.seen(), shim.hits(), shim.hit());
    } finally {
      shim.disarm();
    }
  }

  /** The kind of the call before the one that goes wrong, which it does once more for that. */
  String before(Verb verb, Fault fault) {
    site.reset();
    List<String[]> calls = shim.log(fault, () -> ask(command(verb)));
    return calls.get((int) fault.from() - 2)[0];
  }

  /** Holds a run, and what follows it, to what is promised. */
  void judge(Verb verb, Ended ended) {
    assertThat(ended.answer().exit()).as("an honest exit code: %s", ended).isIn(HONEST);
    if (!ended.answer().green()) {
      assertThat(ended.answer().out() + ended.answer().err())
          .as("says what to do next: %s", ended)
          .containsPattern("next:|help:|docs:");
    }
    if (verb == Verb.BACKUP) {
      judgeBackup(ended.answer().green(), ended);
    } else {
      judgeRestore(ended.answer(), ended);
    }
  }

  /**
   * Holds what a backup has left to what is promised.
   *
   * @param green whether it said that it succeeded
   * @param about for messages
   */
  void judgeBackup(boolean green, Object about) {
    assertThat(site.content()).as("a backup changes nothing: %s", about).isEqualTo(live);
    Answer restore = cli.run(site.restore());
    assertThat(restore.exit()).as("a set can be restored after %s: %s", about, restore).isZero();
    if (green) {
      assertThat(site.content()).as("what was green is whole: %s", about).isEqualTo(live);
    } else {
      assertThat(site.content()).as("what can be picked is whole: %s", about).isIn(stored, live);
    }
    plainRunPutsAllRight(about);
  }

  private void judgeRestore(Answer answer, Ended ended) {
    if (answer.green()) {
      assertThat(site.content()).as("what was green is there: %s", ended).isEqualTo(stored);
    } else if (answer.exit() != 5) {
      assertThat(site.content()).as("all of it or nothing: %s", ended).isIn(live, stored);
    }
    judgeDeadRestore(answer.exit() == 5, ended);
  }

  /** Holds what is live, at any instant of it, to what is promised. */
  void nothingIsHalf(Verb verb, Object about) {
    nothingIsHalf(verb, site.content(), about);
  }

  /** The same, of what is live while a process that was stopped on its way has it open. */
  void nothingIsHalfMeanwhile(Verb verb, Object about) {
    nothingIsHalf(verb, site.copied(home.resolve("copied")), about);
  }

  private void nothingIsHalf(Verb verb, Content left, Object about) {
    if (verb == Verb.BACKUP) {
      assertThat(left).as("a backup changes nothing: %s", about).isEqualTo(live);
      return;
    }
    assertThat(left.rows()).as("all rows of one: %s", about).isIn(live.rows(), stored.rows());
    // Two renames make the swap, and whoever dies between them leaves nothing, and no mixture.
    assertThat(left.files())
        .as("all files of one: %s", about)
        .isIn(live.files(), stored.files(), Map.of());
  }

  /** What is done about a run that was killed. */
  List<String> remedy(Verb verb, boolean finish) {
    if (verb == Verb.BACKUP) {
      return site.backup();
    }
    return finish ? site.finish() : site.undo();
  }

  /**
   * Holds what a restore that was killed has left to what is promised: nothing is half in place,
   * and what is then asked for is done, wholly.
   *
   * @param finish whether it is to be finished, else undone
   * @param about for messages
   */
  void judgeKilledRestore(boolean finish, Object about) {
    nothingIsHalf(Verb.RESTORE, about);
    boolean begun = site.begun();
    Answer resumed = cli.run(remedy(Verb.RESTORE, finish));
    assertThat(resumed.exit()).as("resumed after %s: %s", about, resumed).isZero();
    if (finish && begun) {
      assertThat(site.content()).as("finished, after %s: %s", about, resumed).isEqualTo(stored);
    } else {
      assertThat(site.content()).as("after %s: %s", about, resumed).isIn(live, stored);
    }
    judgeDeadRestore(false, about);
  }

  /**
   * Holds what a restore that died has left to what is promised.
   *
   * @param attention whether it said that it could not undo what it did
   * @param about for messages
   */
  void judgeDeadRestore(boolean attention, Object about) {
    if (attention) {
      Answer resumed = cli.run(site.undo());
      assertThat(resumed.exit()).as("undone at last, after %s: %s", about, resumed).isZero();
    }
    plainRunPutsAllRight(about);
    assertThat(site.content()).as("all of it or nothing, in the end: %s", about).isIn(live, stored);
    Answer again = cli.run(site.restore(set));
    assertThat(again.exit()).as("restored again after %s: %s", about, again).isZero();
    assertThat(site.content()).as("restored again after %s", about).isEqualTo(stored);
  }

  /** The next run succeeds, and nothing is left of what went wrong. */
  private void plainRunPutsAllRight(Object about) {
    Answer plain = cli.run(site.backup());
    assertThat(plain.exit()).as("the next run after %s: %s", about, plain).isZero();
    assertThat(new Leftovers(site).all()).as("left behind by %s", about).isEmpty();
  }

  @Override
  public void close() {
    cli.close();
  }
}
