package io.backstay.program;

import io.backstay.plan.Drill;
import io.backstay.plan.Values;
import io.backstay.spi.RunInfo;
import io.backstay.spi.ScratchType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the scratch resources of a drill have their places, and what can be named of them there.
 *
 * @param run of the drill
 * @param directory where they keep what they need
 */
record ScratchPlaces(Drill drill, RunInfo run, Path directory) {
  /** What is known, and the properties of scratch resources. */
  Values in(Values known) {
    Map<String, Map<String, String>> properties = new LinkedHashMap<>();
    drill
        .scratch()
        .forEach(
            (name, declared) ->
                properties.put(name, declared.type().properties(name, of(name, known))));
    return known.withScratch(properties);
  }

  /** The place of one of them. */
  ScratchType.Place of(String name, Values known) {
    Map<String, String> standsFor =
        drill.bindings().values().stream()
            .filter(binding -> binding.scratch().equals(name))
            .findFirst()
            .map(binding -> known.of(binding.on()))
            .orElse(Map.of());
    return new ScratchType.Place(run.id(), directory.resolve(name), standsFor);
  }
}
