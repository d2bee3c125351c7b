package io.backstay.connectors.databases;

import io.backstay.spi.Artifacts;
import io.backstay.spi.CheckType;
import io.backstay.spi.CheckUse;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DeepCheckType;
import io.backstay.spi.Facts;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Secret;
import io.backstay.spi.Type;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Makes checks about what an {@link OpRunner} has made. */
public final class TestWorld implements CheckWorld {
  private final OpRunner runner;

  /** The world of a run. */
  public TestWorld(OpRunner runner) {
    this.runner = runner;
  }

  /** Makes a check by its type's name. */
  public Verdict check(CheckUse use) {
    for (Type<?> type : ServiceLoader.load(Type.class)) {
      if (type.name().equals(use.type()) && type instanceof CheckType<?> check) {
        return make(check, use.params());
      }
    }
    throw new IllegalArgumentException("no check " + use.type());
  }

  /** Makes a check. */
  public <P extends Record> Verdict make(CheckType<P> type, Record params) {
    P typed = type.params().cast(params);
    return switch (type) {
      case ReadCheckType<P> read -> read.check(typed, this);
      case DeepCheckType<P> deep -> deep.check(typed, this, runner.tools);
    };
  }

  @Override
  public List<Artifact> artifacts() {
    return runner.artifacts.keySet().stream().sorted().map(this::artifact).toList();
  }

  private Artifact artifact(String name) {
    try {
      long bytes = Files.size(runner.tools.artifact(name));
      return new Artifact(name, bytes, "", "dump", runner.source(), runner.facts(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The artifacts a pattern means. */
  public List<Artifact> artifacts(Artifacts pattern) {
    return artifacts().stream().filter(a -> pattern.matches(a.name())).toList();
  }

  @Override
  public InputStream plain(Artifact artifact) {
    try {
      return runner.plain(artifact.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream stored(Artifact artifact) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Verdict readArchive(Artifact artifact) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Facts observe(Ref on, Request request) {
    return runner.on(on).observe(request, runner.tools);
  }

  @Override
  public Optional<Object> recorded(String source, String fact) {
    return runner.recorded(source).get(fact);
  }

  @Override
  public Resource resource(Ref ref) {
    return runner.on(ref);
  }

  @Override
  public List<Long> earlierSizes() {
    return List.of();
  }

  @Override
  public String reveal(Secret secret) {
    return runner.tools.reveal(secret);
  }

  @Override
  public Clock clock() {
    return runner.tools.clock();
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}
