package io.backstay.connectors.checks;

import io.backstay.spi.CheckType;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.DeepCheckType;
import io.backstay.spi.Facts;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Secret;
import io.backstay.spi.Verdict;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A set whose artifacts are files of a directory, and what is declared around it. */
final class OneSet implements CheckWorld {
  private final Path directory;
  private final TestTools tools;
  private final List<Artifact> artifacts = new ArrayList<>();
  private final Map<Ref, Resource> resources = new HashMap<>();
  private final Map<String, Object> recorded = new HashMap<>();
  final List<Earlier> earlier = new ArrayList<>();
  final List<Ended> runs = new ArrayList<>();
  final List<Drilled> drills = new ArrayList<>();
  final Map<String, Verdict> archives = new HashMap<>();
  boolean restored;
  boolean proven;

  OneSet(Path directory) {
    this.directory = directory;
    this.tools = new TestTools(directory);
  }

  OneSet artifact(String name, byte[] content, String kind, Facts facts) {
    try {
      Files.write(directory.resolve(name), content);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String sha256 = HexFormat.of().formatHex(digest);
      artifacts.add(new Artifact(name, content.length, sha256, kind, "", facts));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  OneSet artifact(String name, String content) {
    return artifact(name, content.getBytes(StandardCharsets.UTF_8), "file", Facts.NONE);
  }

  OneSet declare(Resource resource) {
    resources.put(resource.ref(), resource);
    return this;
  }

  OneSet record(String source, String fact, Object value) {
    recorded.put(source + " " + fact, value);
    return this;
  }

  <P extends Record> Verdict check(CheckType<P> type, P params) {
    return switch (type) {
      case ReadCheckType<P> read -> read.check(params, this);
      case DeepCheckType<P> deep -> deep.check(params, this, tools);
    };
  }

  @Override
  public List<Artifact> artifacts() {
    return List.copyOf(artifacts);
  }

  @Override
  public InputStream plain(Artifact artifact) {
    try {
      return artifact.name().endsWith(".gz")
          ? new GZIPInputStream(stored(artifact))
          : stored(artifact);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream stored(Artifact artifact) {
    try {
      return Files.newInputStream(directory.resolve(artifact.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean proven(Artifact artifact) {
    return proven;
  }

  @Override
  public Verdict readArchive(Artifact artifact) {
    return Optional.ofNullable(archives.get(artifact.name()))
        .orElseThrow(() -> new AssertionError("the test says nothing of " + artifact.name()));
  }

  @Override
  public boolean restored() {
    return restored;
  }

  @Override
  public Facts observe(Ref on, Request request) {
    return resource(on).observe(request, tools);
  }

  @Override
  public Optional<Object> recorded(String source, String fact) {
    return Optional.ofNullable(recorded.get(source + " " + fact));
  }

  @Override
  public Resource resource(Ref ref) {
    return Optional.ofNullable(resources.get(ref)).orElseThrow();
  }

  @Override
  public List<Earlier> earlier() {
    return earlier;
  }

  @Override
  public List<Ended> runs() {
    return runs;
  }

  @Override
  public Optional<List<Drilled>> drills() {
    return Optional.of(drills);
  }

  @Override
  public List<Long> earlierSizes() {
    return earlier.stream().map(Earlier::bytes).toList();
  }

  @Override
  public String reveal(Secret secret) {
    return tools.reveal(secret);
  }

  @Override
  public Clock clock() {
    return tools.clock();
  }

  @Override
  public boolean cancelled() {
    return tools.cancelled();
  }
}
