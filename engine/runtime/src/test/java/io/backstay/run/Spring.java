package io.backstay.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Feed;
import io.backstay.spi.Finding;
import io.backstay.spi.Handle;
import io.backstay.spi.Look;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Tools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A source that gives text, takes text, counts, and can be held. */
final class Spring implements Resource {
  static final Ref REF = new Ref(Ref.Kind.SOURCE, "spring");

  /** What happened to it, in order. */
  final Queue<String> acts = new ConcurrentLinkedQueue<>();

  /** What it was asked for in advance. */
  final Queue<String> foreseen = new ConcurrentLinkedQueue<>();

  /** Asks for something. */
  record Ask(String what) implements Request {
    @Override
    public String says() {
      return what;
    }
  }

  @Override
  public Ref ref() {
    return REF;
  }

  @Override
  public String says() {
    return "a spring";
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  @Override
  public Facts observe(Request request, Look look) {
    return Facts.of("rows", 42);
  }

  @Override
  public void foresee(Request request, Tools tools) {
    foreseen.add(((Ask) request).what());
    if (((Ask) request).what().equals("dry")) {
      throw Failure.of("R999", "the spring is dry");
    }
    if (((Ask) request).what().equals("away")) {
      throw Failure.of("R999", "the spring is away").transientOne();
    }
  }

  @Override
  public Handle hold(Request request, Tools tools) {
    boolean lost = ((Ask) request).what().equals("lost");
    acts.add("held");
    return new Handle() {
      @Override
      public Facts facts() {
        return Facts.of("snapshot", "s-1");
      }

      @Override
      public void confirm() {
        acts.add("confirmed");
        if (lost) {
          throw Failure.of("R999", "the snapshot was lost");
        }
      }

      @Override
      public void close() {
        acts.add("let go");
      }
    };
  }

  @Override
  public Feed produce(Request request, Tools tools) {
    String what = ((Ask) request).what();
    String snapshot = tools.facts().text("snapshot").orElse("none");
    return new Feed() {
      @Override
      public InputStream bytes() {
        return new ByteArrayInputStream(
            ("water of " + snapshot + "\n").repeat(5000).getBytes(UTF_8));
      }

      @Override
      public Facts finish() {
        if (what.equals("cut")) {
          throw Failure.of("R999", "the water was cut off");
        }
        return Facts.of("entries", 5000);
      }

      @Override
      public void close() {
        acts.add("closed");
      }
    };
  }

  @Override
  public Facts consume(InputStream bytes, Request request, Tools tools) {
    try {
      byte[] taken =
          ((Ask) request).what().equals("sip") ? bytes.readNBytes(3) : bytes.readAllBytes();
      acts.add("took " + taken.length);
      return Facts.of("rows", taken.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
