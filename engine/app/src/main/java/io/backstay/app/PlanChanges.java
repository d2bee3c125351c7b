package io.backstay.app;

import io.backstay.changes.Change;
import java.util.List;

/**
 * What changed in a plan.
 *
 * @param plan its file
 * @param before which version it was
 * @param after which version it is
 * @param changes the worst first
 */
record PlanChanges(String plan, String before, String after, List<Change> changes) {
  PlanChanges {
    changes = List.copyOf(changes);
  }
}
