package io.backstay.app.schedule;

import java.util.List;

/** A form in which schedules are written. */
public interface Form {
  /**
   * All that is written for a plan.
   *
   * @throws Trouble when this form has no words for it
   */
  List<Piece> pieces(Agenda agenda);
}
