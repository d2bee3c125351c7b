package io.backstay.spi;

import java.io.InputStream;
import java.util.List;

/**
 * A declared thing bound to its parameters. Ops address it; the runtime calls the method that fits
 * the op. Objects are descriptions: they open connections only inside these methods and close them
 * before returning, except for what a {@link Handle} or {@link Feed} keeps open.
 */
public interface Resource {
  /** Its address. */
  Ref ref();

  /** Who it is, for people: {@code PostgreSQL aiacross in aiacross-postgres}. */
  String says();

  /**
   * Names under which another plan may know the same thing, or a part of it: runs that share one
   * exclude each other. Asks the world where it has to; what cannot be asked is not known by more.
   */
  default List<String> alsoKnownAs() {
    return List.of();
  }

  /** What a live preview finds out about it, read only; each line is one finding. */
  List<Finding> probe(Look look);

  /** Answers an {@link Op.Observe}. */
  default Facts observe(Request request, Look look) {
    throw unsupported("observe", request);
  }

  /** Opens what an {@link Op.Hold} holds. */
  default Handle hold(Request request, Tools tools) {
    throw unsupported("hold", request);
  }

  /**
   * Makes sure, before a run changes anything, that nothing stands in the way of {@link #produce},
   * as far as that shows by looking.
   *
   * @throws Failure when something does; transient when it may have passed in a while
   */
  default void foresee(Request request, Tools tools) {}

  /** Gives the bytes of {@link Op.Producer.From}. */
  default Feed produce(Request request, Tools tools) {
    throw unsupported("produce", request);
  }

  /** Takes the bytes of {@link Op.Drain.Into}, to the end of the stream. */
  default Facts consume(InputStream bytes, Request request, Tools tools) {
    throw unsupported("consume", request);
  }

  /** Does an {@link Op.Change}; doing it again when it was done already changes nothing more. */
  default Facts change(Op.Verb verb, Request request, Tools tools) {
    throw unsupported("change", request);
  }

  /** Does an {@link Op.Call}. */
  default Facts call(Request request, Tools tools) {
    throw unsupported("call", request);
  }

  /**
   * Pays a debt, perhaps in another process long after: everything needed is in {@code facts}.
   * Paying what was paid already, or was never needed, changes nothing.
   */
  default void pay(String action, Facts facts, Tools tools) {
    throw new IllegalStateException(ref() + " does not know the debt " + action);
  }

  private IllegalStateException unsupported(String verb, Request request) {
    return new IllegalStateException(ref() + " cannot " + verb + " " + request);
  }
}
