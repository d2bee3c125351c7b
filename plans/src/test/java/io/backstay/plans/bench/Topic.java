package io.backstay.plans.bench;

import java.io.IOException;
import java.util.List;

/** Something people do with a backup tool, and races about it. */
interface Topic {
  /** What {@code -Dbench.only} calls it. */
  String name();

  List<Race> measure(Bench bench) throws IOException;
}
