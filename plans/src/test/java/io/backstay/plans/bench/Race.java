package io.backstay.plans.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contenders for the same work, what each took, and what they are held against.
 *
 * @param title what the work was
 * @param results what each took, by name
 * @param goals what ours is held against
 */
record Race(String title, Map<String, Costs> results, List<Goal> goals) {
  Race {
    results = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(results));
    goals = List.copyOf(goals);
  }

  boolean met(Goal goal) {
    return goal.reached(results) <= goal.most();
  }
}
