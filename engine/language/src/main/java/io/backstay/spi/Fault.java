package io.backstay.spi;

import io.backstay.expr.Human;
import java.time.Duration;

/**
 * Something that goes wrong on purpose. The set is closed, so that previews and reports can say of
 * each what it would do; none of them ever changes anything but a drill's own copies and resources.
 */
public sealed interface Fault {
  /** What goes wrong, for people. */
  String says();

  /**
   * A store does not answer.
   *
   * @param store which
   */
  record StoreDown(StoreRef store) implements Fault {
    @Override
    public String says() {
      return "store `" + store.name() + "` is down";
    }
  }

  /**
   * A store is slow.
   *
   * @param store which
   * @param latency before each answer
   * @param rate bytes it gives in a second; 0 for as many as it can
   */
  record StoreSlow(StoreRef store, Duration latency, long rate) implements Fault {
    @Override
    public String says() {
      return "store `" + store.name() + "` is slow";
    }
  }

  /**
   * What a store gives of an artifact is not what it keeps; what it keeps stays as it is.
   *
   * @param artifact which artifacts
   * @param how what is wrong with them
   * @param bytes how many are wrong
   * @param times how often each is given like that, before it is given as it is
   */
  record Damaged(Artifacts artifact, Damage how, long bytes, int times) implements Fault {
    @Override
    public String says() {
      return "`" + artifact.pattern() + "` " + how.says();
    }
  }

  /** What can be wrong with what a store gives. */
  enum Damage {
    /** Some bytes are others. */
    CORRUPT("comes with flipped bits"),
    /** Its end is missing. */
    TRUNCATE("comes without its end"),
    /** It is not there. */
    MISSING("is not there");

    private final String says;

    Damage(String says) {
      this.says = says;
    }

    String says() {
      return says;
    }
  }

  /**
   * The first provider of a secret denies it.
   *
   * @param secret its name
   */
  record SecretDenied(String secret) implements Fault {
    @Override
    public String says() {
      return "secret `" + secret + "` is denied";
    }
  }

  /**
   * The clock of the restore is wrong.
   *
   * @param by how far it is ahead; negative when it is behind
   */
  record ClockSkewed(Duration by) implements Fault {
    @Override
    public String says() {
      return "the clock is %s %s"
          .formatted(Human.age(by.abs()), by.isNegative() ? "behind" : "ahead");
    }
  }

  /** What runs the drill is killed, and the drill begins again. */
  record EngineKilled() implements Fault {
    @Override
    public String says() {
      return "the engine is killed";
    }
  }

  /**
   * Something happens to a scratch resource.
   *
   * @param scratch its name in the drill
   * @param harm what happens
   */
  record Harmed(String scratch, Harm harm) implements Fault {
    @Override
    public String says() {
      return "`scratch." + scratch + "` " + harm.says();
    }
  }

  /** What can happen to a scratch resource. */
  enum Harm {
    /** Its processes are killed; it starts again by itself. */
    KILL("is killed"),
    /** Nobody reaches it, and it reaches nobody. */
    NET_LOSS("loses its network"),
    /** Nothing more can be written where it keeps its data. */
    DISK_FULL("has a full disk");

    private final String says;

    Harm(String says) {
      this.says = says;
    }

    String says() {
      return says;
    }
  }
}
