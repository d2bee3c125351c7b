package io.backstay.survey;

import io.backstay.program.Program;
import io.backstay.set.KnownSet;
import io.backstay.set.Manifest;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Facts;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Secret;
import io.backstay.spi.Verdict;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What preflight checks of a preview may look at: declared things and history, no set. */
class PreflightWorld implements CheckWorld {
  private final Program program;
  private final Look look;
  private final Stock stock;
  private boolean toldOfSets;

  PreflightWorld(Program program, Look look, Stock stock) {
    this.program = program;
    this.look = look;
    this.stock = stock;
  }

  @Override
  public List<Artifact> artifacts() {
    return List.of();
  }

  @Override
  public InputStream plain(Artifact artifact) {
    throw noSet();
  }

  @Override
  public InputStream stored(Artifact artifact) {
    throw noSet();
  }

  @Override
  public Verdict readArchive(Artifact artifact) {
    throw noSet();
  }

  @Override
  public Facts observe(Ref on, Request request) {
    return program.resource(on).observe(request, look);
  }

  @Override
  public Optional<Object> recorded(String source, String fact) {
    return Optional.empty();
  }

  @Override
  public Optional<Ref> logged() {
    return Optional.ofNullable(program.objectives().log()).map(log -> Ref.of(log.source()));
  }

  @Override
  public Resource resource(Ref ref) {
    return program.resource(ref);
  }

  @Override
  public List<Earlier> earlier() {
    toldOfSets = true;
    return stock.all().stream().map(kept -> kept.set().earlier()).toList();
  }

  @Override
  public List<Long> earlierSizes() {
    toldOfSets = true;
    return stock.all().stream().map(kept -> bytes(kept.set())).toList();
  }

  /** Whether somebody has looked at what sets there are. */
  boolean toldOfSets() {
    return toldOfSets;
  }

  /** What a set takes in its store. */
  static long bytes(KnownSet set) {
    return set.manifest().artifacts().stream().mapToLong(Manifest.Artifact::bytes).sum();
  }

  @Override
  public String reveal(Secret secret) {
    return look.reveal(secret);
  }

  @Override
  public Clock clock() {
    return look.clock();
  }

  @Override
  public boolean cancelled() {
    return look.cancelled();
  }

  private static IllegalStateException noSet() {
    return new IllegalStateException("there is no set in preflight");
  }
}
