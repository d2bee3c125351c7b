package io.backstay.drill;

import io.backstay.spi.Command;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Look;
import io.backstay.spi.Program;
import io.backstay.spi.Ref;
import io.backstay.spi.RunInfo;
import io.backstay.spi.Secret;
import io.backstay.spi.Store;
import io.backstay.spi.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts the evidence of a drill beside the sets it is about. */
public final class Publication {
  private static final String PLACE = ".backstay/drills/";

  private final Store store;
  private final Tools tools;

  /**
   * Into a store.
   *
   * @param run of the drill
   */
  public Publication(Store store, RunInfo run, Look look) {
    this.store = store;
    this.tools = new Beside(run, look);
  }

  /**
   * Puts every form of it there; what is there already stays as it is, and is a failure.
   *
   * @param drill its name
   * @param report the directory of its evidence
   * @return where it is in the store
   * @throws Failure when the store refuses
   */
  public String of(String drill, Path report) {
    String place = place(drill) + report.getFileName() + "/";
    Store.Writer writer = store.writer(tools);
    for (Path form : forms(report)) {
      writer.put(place + form.getFileName(), form);
    }
    return place;
  }

  /**
   * Where that of all runs of a drill is.
   *
   * @param drill its name
   */
  public static String place(String drill) {
    return PLACE + drill + "/";
  }

  private static List<Path> forms(Path report) {
    try (Stream<Path> forms = Files.list(report)) {
      return forms.sorted().toList();
    } catch (IOException e) {
      throw Failure.of("R772", "the evidence in `" + report + "` cannot be read: " + e)
          .help("Give this user the right to read it.")
          .because(e);
    }
  }

  /** What is done when a run has ended needs no more than looking does. */
  private record Beside(RunInfo run, Look look) implements Tools {
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

    @Override
    public Optional<Facts> debt(Ref on, String action) {
      return Optional.empty();
    }

    @Override
    public Facts facts() {
      return Facts.NONE;
    }

    @Override
    public Program start(Command command) {
      throw new IllegalStateException("no program is started beside a run");
    }

    @Override
    public Path scratch() {
      // A store may have to write down how it is reached; as for looking, where that is done.
      return Path.of(System.getProperty("java.io.tmpdir"));
    }

    @Override
    public Path artifact(String name) {
      throw new IllegalStateException("no artifact is read beside a run");
    }

    @Override
    public void progress(long bytes) {
      // Nobody watches.
    }

    @Override
    public void log(String line) {
      // The run has ended, and its log with it.
    }
  }
}
