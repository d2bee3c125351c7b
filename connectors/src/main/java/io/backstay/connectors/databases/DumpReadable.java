package io.backstay.connectors.databases;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.CheckWorld.Artifact;
import io.backstay.spi.DeepCheckType;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Primary;
import io.backstay.spi.Ref;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The check {@code dump-readable}. */
@Doc(
    "Reads dumps to their end with the reader of their own format, and compares what they contain "
        + "with the inventory of the moment they were made.")
public final class DumpReadable implements DeepCheckType<DumpReadable.Params> {
  private static final String DUMP = "dump";

  /**
   * Parameters.
   *
   * @param artifacts which dumps
   */
  public record Params(
      @Primary
          @Doc(value = "Dumps by name or pattern, or `all` there are.", example = "postgres.dump")
          List<Artifacts> artifacts) {}

  @Override
  public String name() {
    return "dump-readable";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Artifacts> covers(Params params) {
    return params.artifacts();
  }

  @Override
  public boolean reads(String artifact, String kind) {
    return kind.equals(DUMP);
  }

  @Override
  public Verdict check(Params params, CheckWorld world, Tools tools) {
    List<String> missing = missing(params, world);
    if (!missing.isEmpty()) {
      String names = "`" + String.join("`, `", missing) + "`";
      return new Verdict.NotPassed(
          names, "nothing", "the set has no artifact " + names, Facts.NONE);
    }
    List<Artifact> dumps =
        world.artifacts().stream().filter(artifact -> meant(params, artifact)).toList();
    if (dumps.isEmpty()) {
      return new Verdict.NotApplicable("there is no dump among the artifacts");
    }
    List<String> said = new ArrayList<>();
    Map<String, Object> facts = new LinkedHashMap<>();
    for (Artifact dump : dumps) {
      switch (read(dump, world, tools)) {
        case Verdict.Passed passed -> {
          said.add(passed.summary());
          facts.put(dump.name(), passed.facts().values());
        }
        case Verdict other -> {
          return other;
        }
      }
    }
    return new Verdict.Passed(String.join("; ", said), new Facts(facts));
  }

  /** What is named has to be there; `all` and patterns may find nothing. */
  private static List<String> missing(Params params, CheckWorld world) {
    return params.artifacts().stream()
        .filter(name -> !name.all() && !name.glob())
        .filter(name -> world.artifacts().stream().noneMatch(one -> name.matches(one.name())))
        .map(Artifacts::pattern)
        .toList();
  }

  // `all` and patterns speak of dumps; what is named is meant whatever it is.
  private static boolean meant(Params params, Artifact artifact) {
    return params.artifacts().stream()
        .filter(pattern -> artifact.kind().equals(DUMP) || !(pattern.all() || pattern.glob()))
        .anyMatch(pattern -> pattern.matches(artifact.name()));
  }

  private static Verdict read(Artifact dump, CheckWorld world, Tools tools) {
    if (!dump.kind().equals(DUMP)) {
      return broken(dump, "is not a dump");
    }
    if (!(world.resource(Ref.of(new SourceRef(dump.source()))) instanceof DumpReader reader)) {
      return broken(dump, "came from `" + dump.source() + "`, which is not a database now");
    }
    try (InputStream plain = world.plain(dump)) {
      return reader.read(dump, plain, tools);
    } catch (IOException e) {
      return broken(dump, "cannot be read to its end: " + e.getMessage());
    } catch (Failure e) {
      return broken(dump, "cannot be read: " + e.message());
    }
  }

  private static Verdict broken(Artifact dump, String how) {
    return new Verdict.NotPassed(
        "a dump that can be read to its end",
        how,
        "`%s` %s".formatted(dump.name(), how),
        Facts.NONE);
  }
}
