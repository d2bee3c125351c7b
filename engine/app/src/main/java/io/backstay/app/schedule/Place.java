package io.backstay.app.schedule;

import java.util.List;

/** Where schedules are written for somebody who acts on them. */
public interface Place {
  /** What it is, for people. */
  String name();

  /**
   * All that schedules have written there.
   *
   * @throws Trouble when nobody can tell
   */
  List<Piece> present();

  /**
   * Writes some and removes others; nothing else that is there is touched.
   *
   * @throws Trouble when it is not as it should be afterwards
   */
  void change(List<Piece> written, List<Piece> removed);
}
