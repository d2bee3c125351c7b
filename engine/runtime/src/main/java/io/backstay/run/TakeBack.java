package io.backstay.run;

import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import java.util.List;

/**
 * Takes a finished restore back: what it kept of the time before becomes live again.
 *
 * @param run id of the restore
 */
public record TakeBack(String run) implements Request {
  /** The debt of a restore that is taken back by half: it is taken back to the end. */
  static final String OWED = "take-back";

  /** The fact that names the restore. */
  static final String RUN = "run";

  @Override
  public String says() {
    return "takes run " + run + " back";
  }

  /** The ops of a step that does it. */
  public static List<Op> ops(String run) {
    TakeBack request = new TakeBack(run);
    return List.of(
        new Op.Observe(Ref.PAST, request, null),
        new Op.Owe(Ref.PAST, OWED, List.of(RUN), null, Op.AtEnd.PAY),
        new Op.Change(Ref.PAST, Op.Verb.RENAME, request),
        new Op.Settle(Ref.PAST, OWED));
  }
}
