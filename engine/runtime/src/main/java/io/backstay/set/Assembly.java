package io.backstay.set;

import io.backstay.spi.RunInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a manifest together from what a run knows. */
final class Assembly {
  private Assembly() {}

  static Manifest manifest(
      Publisher.Making making,
      SetCatalog catalog,
      StagedSet staged,
      List<Manifest.Artifact> artifacts,
      Manifest.@Nullable Link previous,
      Instant now) {
    RunInfo run = making.run();
    Map<String, String> tools = new TreeMap<>(staged.tools());
    tools.put("backstay", making.version());
    Recipes recipes = new Recipes(run.id(), catalog.layout().rules().path(), making.base());
    return new Manifest(
        run.id(),
        new Manifest.Plan(
            making.plan().backup(), making.plan().digest(), run.type(), making.plan().effective()),
        catalog.store(),
        catalog.layout().rules().path(),
        made(run, now),
        making.base(),
        previous,
        tools,
        artifacts,
        staged.recorded(),
        artifacts.stream().map(recipes::of).toList(),
        null);
  }

  private static Manifest.Made made(RunInfo run, Instant now) {
    return new Manifest.Made(
        run.startedAt(),
        now,
        run.stamp(),
        run.zone().getId(),
        run.host(),
        run.user(),
        run.trigger(),
        run.description());
  }
}
