package io.backstay.connectors.stores.web;

import io.backstay.spi.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * What a server says when it refuses, or does not say, and what can be done about it.
 *
 * @param help what to do about a refusal; empty when nobody knows
 */
public record Trouble(Function<RefusedException, Optional<String>> help) {

  /**
   * Asks for something.
   *
   * @param code of the failure it ends in when it is refused
   * @param what could not be done then
   */
  public <T> T asked(String code, String what, Patience.Asked<T> request) {
    try {
      return request.now();
    } catch (IOException e) {
      throw failure(code, what, e);
    }
  }

  /** The failure that a refusal or a broken connection means. */
  public Failure failure(String code, String what, IOException e) {
    if (e instanceof RefusedException refused) {
      return refused(code, what, refused);
    }
    if (e instanceof UnusableException unusable) {
      return Failure.of(code, what + ": " + unusable.getMessage()).help(unusable.help()).because(e);
    }
    return Failure.of(code, what + ": " + root(e))
        .help("see that the address is right and that this host may reach it")
        .because(e)
        .transientOne();
  }

  private Failure refused(String code, String what, RefusedException e) {
    Failure failure = Failure.of(code, what + ": " + e.said()).because(e);
    Failure helped = help.apply(e).map(failure::help).orElse(failure);
    return e.isPassing() ? helped.transientOne() : helped;
  }

  /** Why there is no answer; what the JDK says of it has neither the name nor the port. */
  static IOException unanswered(ExecutionException broken, URI address) {
    if (innermost(broken) instanceof UnresolvedAddressException) {
      return new UnknownHostException(address.getHost());
    }
    Throwable why = broken.getCause();
    if (why instanceof ConnectException) {
      return new ConnectException("nobody answers at " + address.getAuthority());
    }
    return why instanceof IOException e ? e : new IOException(why);
  }

  /** Of a chain of causes the innermost says what happened. */
  private static String root(Throwable e) {
    Throwable root = innermost(e);
    String kind = root.getClass().getSimpleName().replace("Exception", "");
    return root.getMessage() == null ? kind : kind + ", " + root.getMessage();
  }

  private static Throwable innermost(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
