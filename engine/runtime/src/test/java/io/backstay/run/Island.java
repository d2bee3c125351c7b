package io.backstay.run;

import io.backstay.program.Guard;
import io.backstay.program.Node;
import io.backstay.program.Program;
import io.backstay.spi.Facts;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Op.AtEnd;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Resource;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A world small enough to kill a process in: a service that runs as long as a file exists, and data
 * that is a file.
 */
final class Island implements Resource {
  static final Ref REF = new Ref(Ref.Kind.SERVICE, "island");

  private final Path directory;
  private final String haltIn;

  /**
   * An island.
   *
   * @param haltIn the act or payment behind which the process dies; empty for none
   */
  Island(Path directory, String haltIn) {
    this.directory = directory;
    this.haltIn = haltIn;
  }

  /** Changes the island. */
  record Change(String name) implements Request {
    @Override
    public String says() {
      return name;
    }
  }

  /** The service runs, the data is old. */
  static Island fresh(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("running"), "");
    Files.writeString(directory.resolve("data"), "old");
    return new Island(directory, "");
  }

  /** A run that stops the service, replaces the data, and starts the service at its end. */
  static Program program(String run, Island island) {
    return Programs.of(
        run,
        List.of(
            step("stop", owe("start", AtEnd.PAY), act("stop")),
            step("swap", owe("swap-back", AtEnd.FORGIVE), act("swap")),
            step("look", act("look"))),
        List.of(),
        List.of(step("note", act("note"))),
        island);
  }

  /** A run that does nothing but what dead runs have left to do. */
  static Program nothing(String run, Island island) {
    return Programs.of(run, List.of(step("nothing")), List.of(), List.of(), island);
  }

  static Node step(String id, Op... ops) {
    return Programs.step(id, Guard.ALWAYS, List.of(ops));
  }

  static Op act(String name) {
    return new Op.Call(REF, new Change(name));
  }

  private static Op owe(String action, AtEnd atEnd) {
    return new Op.Owe(REF, action, List.of(), null, atEnd);
  }

  boolean runs() {
    return Files.exists(directory.resolve("running"));
  }

  String data() throws IOException {
    return Files.readString(directory.resolve("data"));
  }

  @Override
  public Ref ref() {
    return REF;
  }

  @Override
  public String says() {
    return "an island";
  }

  @Override
  public List<Finding> probe(Look look) {
    return List.of();
  }

  @Override
  public Facts call(Request request, Tools tools) {
    String name = ((Change) request).name();
    try {
      switch (name) {
        case "stop" -> Files.deleteIfExists(directory.resolve("running"));
        case "swap" -> Files.writeString(directory.resolve("data"), "new");
        case "wait" -> {
          Files.writeString(directory.resolve("waiting"), "");
          hang();
        }
        default -> {}
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    haltHere(name);
    return Facts.NONE;
  }

  /** Told to stop, it comes back as if all were well: libraries do that. */
  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    try {
      switch (action) {
        case "start" -> Files.writeString(directory.resolve("running"), "");
        case "swap-back" -> Files.writeString(directory.resolve("data"), "old");
        default -> throw new IllegalStateException(action);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    haltHere(action);
  }

  private void haltHere(String name) {
    if (name.equals(haltIn)) {
      Runtime.getRuntime().halt(137);
    }
  }
}
