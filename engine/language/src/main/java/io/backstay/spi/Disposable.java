package io.backstay.spi;

import java.util.List;

/** A source that a drill can have for itself, beside the real ones of the same server. */
public interface Disposable extends Source {
  /**
   * The ops that make it, empty, where nothing has its name. Before anything is made they owe that
   * it is removed, with everything that came of it.
   */
  List<Op> disposable();
}
