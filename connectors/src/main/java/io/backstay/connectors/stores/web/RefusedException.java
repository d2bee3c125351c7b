package io.backstay.connectors.stores.web;

import java.io.IOException;
import java.util.Set;

/** A server answered, and it was a refusal. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVERS_FAULT = 500;
  private static final Set<Integer> NEVER = Set.of(501, 505);

  private final int status;
  private final String why;
  private final boolean passing;

  /**
   * One.
   *
   * @param why the server's word for it; empty when it gave none
   * @param said what it said to people
   */
  public RefusedException(int status, String why, String said) {
    this(status, why, said, isPassing(status));
  }

  private RefusedException(int status, String why, String said, boolean passing) {
    super(said);
    this.status = status;
    this.why = why;
    this.passing = passing;
  }

  /** One that another try from the beginning may not meet. */
  public static RefusedException passing(int status, String said) {
    return new RefusedException(status, "", said, true);
  }

  /** The number of the answer. */
  public int status() {
    return status;
  }

  /** The server's word for why; empty when it gave none. */
  public String why() {
    return why;
  }

  /** What the server said. */
  public String said() {
    String said = String.valueOf(getMessage()).strip();
    String reason = why.isEmpty() ? "status " + status : why;
    return said.isEmpty() ? reason : reason + ", " + said;
  }

  /** Whether the same may be granted a moment later. */
  public boolean isPassing() {
    return passing;
  }

  private static boolean isPassing(int status) {
    return status == TIMEOUT
        || status == TOO_MANY
        || (status >= SERVERS_FAULT && !NEVER.contains(status));
  }
}
