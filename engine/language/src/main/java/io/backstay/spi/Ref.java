package io.backstay.spi;

/**
 * The address of something an op is about.
 *
 * @param kind what it is
 * @param name its key in the plan, or the runtime's own word for things no plan declares
 */
public record Ref(Kind kind, String name) implements Comparable<Ref> {
  /** Kinds of things. */
  public enum Kind {
    /** Declared under {@code sources:}. */
    SOURCE,
    /** Declared under {@code services:}. */
    SERVICE,
    /** Declared under {@code stores:}. */
    STORE,
    /** Declared under {@code scratch:} of a drill. */
    SCRATCH,
    /** The set the run makes or restores, and its staged artifacts. */
    SET,
    /** Other runs of the same host. */
    RUN,
    /** Programs that a plan names, of which nobody but their author knows what they do. */
    PROGRAM,
    /** Settings of applications in files that a plan names, which stay when the run has ended. */
    SETTING,
    /** Web addresses that a plan names, of which nobody but their owner knows what they do. */
    WEB
  }

  /** The set of this run. */
  public static final Ref SET = new Ref(Kind.SET, "set");

  /** Runs that have ended. */
  public static final Ref PAST = new Ref(Kind.RUN, "past");

  /** The programs of this run. */
  public static final Ref PROGRAMS = new Ref(Kind.PROGRAM, "programs");

  /** The settings this run changes. */
  public static final Ref SETTINGS = new Ref(Kind.SETTING, "settings");

  /** The web addresses of this run. */
  public static final Ref WEB = new Ref(Kind.WEB, "web");

  /** The address of a source. */
  public static Ref of(SourceRef source) {
    return new Ref(Kind.SOURCE, source.name());
  }

  /** The address of a service. */
  public static Ref of(ServiceRef service) {
    return new Ref(Kind.SERVICE, service.name());
  }

  /** The address of a store. */
  public static Ref of(StoreRef store) {
    return new Ref(Kind.STORE, store.name());
  }

  @Override
  public int compareTo(Ref other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + "." + name;
  }
}
