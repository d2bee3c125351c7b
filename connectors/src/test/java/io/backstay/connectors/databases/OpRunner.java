package io.backstay.connectors.databases;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Handle;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Does ops one after another as a run would, without its journal and its safety nets. */
public final class OpRunner {
  /** What the ops are handed. */
  public final TestTools tools;

  private final Map<String, Facts> recorded = new HashMap<>();

  final Map<String, Facts> artifacts = new HashMap<>();

  /** Called when the bytes of a dump have begun to flow. */
  public Runnable whileDumping = () -> {};

  private final Map<Ref, Resource> resources = new HashMap<>();

  /** Runs ops addressed to these. */
  public OpRunner(TestTools tools, Resource... resources) {
    this.tools = tools;
    for (Resource resource : resources) {
      this.resources.put(resource.ref(), resource);
    }
  }

  /** Does the ops of a step in order. */
  public void run(List<Op> ops) {
    tools.beginStep();
    ops.forEach(this::run);
  }

  /** Pays what is owed, newest first. */
  public void pay() {
    for (TestTools.Debt debt : tools.debts.reversed()) {
      on(debt.on()).pay(debt.action(), debt.facts(), tools);
    }
    tools.debts.clear();
  }

  Resource on(Ref ref) {
    return Objects.requireNonNull(resources.get(ref));
  }

  /** Facts of an artifact. */
  public Facts facts(String artifact) {
    return Objects.requireNonNull(artifacts.get(artifact));
  }

  /** What was recorded about a source. */
  public Facts recorded(String source) {
    return recorded.getOrDefault(source, Facts.NONE);
  }

  /** Goes on with the set of another run. */
  public void adopt(OpRunner other) {
    artifacts.putAll(other.artifacts);
    recorded.putAll(other.recorded);
  }

  /** The only source there is. */
  String source() {
    return resources.keySet().iterator().next().name();
  }

  private void run(Op op) {
    switch (op) {
      case Op.Observe observe -> observe(observe);
      case Op.Check check -> check(check);
      case Op.Hold hold -> hold(hold);
      case Op.Together together -> together(together.ops());
      case Op.Stream stream -> stream(stream);
      case Op.Change change ->
          tools.learn(on(change.on()).change(change.verb(), change.request(), tools));
      case Op.Call call -> tools.learn(on(call.on()).call(call.request(), tools));
      case Op.Owe owe -> owe(owe);
      case Op.Settle settle ->
          tools.debts.removeIf(
              debt -> debt.on().equals(settle.on()) && debt.action().equals(settle.action()));
      case Op.Run run -> throw new UnsupportedOperationException();
      case Op.Transfer transfer -> throw new UnsupportedOperationException();
    }
  }

  private void observe(Op.Observe observe) {
    Facts facts = on(observe.on()).observe(observe.request(), tools);
    tools.learn(facts);
    if (observe.recordAs() != null) {
      synchronized (recorded) {
        recorded.merge(observe.on().name(), facts, Facts::and);
      }
    }
  }

  private void check(Op.Check check) {
    Verdict verdict = new TestWorld(this).check(check.check());
    if (!(verdict instanceof Verdict.Passed)) {
      throw Failure.of("R520", String.valueOf(verdict));
    }
  }

  private void hold(Op.Hold hold) {
    try (Handle handle = on(hold.on()).hold(hold.request(), tools)) {
      tools.learn(handle.facts());
      hold.body().forEach(this::run);
      handle.confirm();
    }
  }

  private void together(List<Op> ops) {
    List<CompletableFuture<Void>> all =
        ops.stream().map(op -> CompletableFuture.runAsync(() -> run(op))).toList();
    try {
      all.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void owe(Op.Owe owe) {
    if (owe.onlyIf() == null || tools.facts().is(owe.onlyIf())) {
      Map<String, Object> facts = new HashMap<>();
      owe.facts().forEach(name -> tools.facts().get(name).ifPresent(v -> facts.put(name, v)));
      tools.debts.add(new TestTools.Debt(owe.on(), owe.action(), new Facts(facts)));
    }
  }

  private void stream(Op.Stream stream) {
    try {
      if (stream.from() instanceof Op.Producer.From from
          && stream.to() instanceof Op.Drain.ToArtifact to) {
        write(on(from.on()), from.request(), to);
      } else if (stream.from() instanceof Op.Producer.Artifact artifact
          && stream.to() instanceof Op.Drain.Into into) {
        try (InputStream plain = plain(artifact.name().pattern())) {
          tools.learn(on(into.on()).consume(plain, into.request(), tools));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Resource from, Request request, Op.Drain.ToArtifact to) throws IOException {
    Path part = tools.artifact(to.name() + ".part");
    try (Feed feed = from.produce(request, tools)) {
      try (OutputStream file = Files.newOutputStream(part);
          OutputStream out = to.codec() == Op.Codec.GZIP ? new GZIPOutputStream(file) : file) {
        byte[] buffer = new byte[64 << 10];
        InputStream in = feed.bytes();
        out.write(buffer, 0, Math.max(0, in.read(buffer)));
        whileDumping.run();
        in.transferTo(out);
      }
      artifacts.put(to.name(), feed.finish());
      Files.move(part, tools.artifact(to.name()));
    }
  }

  /** The plain content of an artifact. */
  InputStream plain(String name) throws IOException {
    InputStream stored = Files.newInputStream(tools.artifact(name));
    return name.endsWith(".gz") ? new GZIPInputStream(stored) : stored;
  }
}
