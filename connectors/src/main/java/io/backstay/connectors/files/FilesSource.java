package io.backstay.connectors.files;

import io.backstay.connectors.files.Replacement.SwapIn;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory, or a single file, of this host.
 *
 * @param name of the source
 * @param path absolute
 * @param include globs; empty takes all
 * @param exclude globs
 * @param optional whether it may be missing
 */
record FilesSource(
    String name, Path path, List<String> include, List<String> exclude, boolean optional)
    implements TreeSource {

  @Override
  public Ref ref() {
    return new Ref(Ref.Kind.SOURCE, name);
  }

  @Override
  public String says() {
    return "files " + path;
  }

  @Override
  public Optional<Path> place() {
    return Optional.of(path);
  }

  @Override
  public List<Finding> probe(Look look) {
    if (!Files.exists(path)) {
      return List.of(
          optional
              ? Finding.ok(path + " does not exist, which it may")
              : Finding.fail(
                  path + " does not exist", "Correct the path, or say `optional: true`."));
    }
    try {
      Census census = census(look);
      boolean partly = !include.isEmpty() || !exclude.isEmpty();
      String what = partly ? census.says() + ", by the patterns" : census.says();
      return List.of(new Finding(Finding.Status.OK, what, null, census.facts()));
    } catch (Failure e) {
      return List.of(
          Finding.fail(e.message(), "Give this user the right to read all of " + path + "."));
    }
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (!(request instanceof TreeSource.Totals)) {
      throw new IllegalStateException(ref() + " cannot answer " + request);
    }
    return Files.exists(path) || !optional ? census(look).facts() : Census.NONE.facts();
  }

  private Census census(Look look) {
    Path real = real();
    Path area = swappedInside(real) ? Reserved.area(real).orElse(null) : null;
    boolean one = Files.isRegularFile(real);
    return Census.of(real, area, one ? Wanted.ALL : Wanted.of(include, exclude), look);
  }

  private boolean swappedInside(Path real) {
    try {
      return Mounts.of().isMountPoint(real);
    } catch (IOException e) {
      throw Failure.of("R750", "source `" + name + "`: cannot look at `" + path + "`").because(e);
    }
  }

  @Override
  public Tree tree(Tools tools) {
    if (Files.isRegularFile(path)) {
      Path file = real();
      String own = Patterns.exactly(file.getFileName().toString());
      return new Tree.Directory(SingleFile.parent(file), List.of(own), List.of("*/"));
    }
    if (Files.isDirectory(path)) {
      replacement().sweep(tools);
      List<String> without = new ArrayList<>(exclude);
      without.addAll(Reserved.ASIDE);
      Path real = real();
      without.addAll(swappedInside(real) ? Reserved.leftOut(real, tools) : List.of());
      return new Tree.Directory(real, include, without);
    }
    if (optional && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Tree.Directory(emptyDirectory(tools), List.of(), List.of());
    }
    throw Failure.of("R750", "source `" + name + "`: there is no directory or file `" + path + "`")
        .help("Correct the path, or say `optional: true` if it may be missing.");
  }

  private Path real() {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw Failure.of("R750", "source `" + name + "`: cannot look at `" + path + "`").because(e);
    }
  }

  private Path emptyDirectory(Tools tools) {
    try {
      return Files.createTempDirectory(tools.scratch(), name);
    } catch (IOException e) {
      throw Failure.of("R750", "cannot make a directory in `" + tools.scratch() + "`").because(e);
    }
  }

  @Override
  public Incoming incoming(Tools tools) {
    try {
      Files.createDirectories(SingleFile.parent(path));
    } catch (IOException e) {
      throw Failure.of("R751", "cannot make the directory above `" + path + "`").because(e);
    }
    return Files.isRegularFile(path)
        ? single(tools).incoming(replacement(), tools)
        : replacement().incoming(tools);
  }

  @Override
  public Request swapIn(Duration keepPrevious) {
    return new SwapIn(keepPrevious);
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    if (!(request instanceof SwapIn swapIn)) {
      throw new IllegalStateException(ref() + " cannot " + verb + " " + request);
    }
    if (TreeSource.nothingFor(ref(), tools.facts())) {
      return Facts.of("swapped", false);
    }
    single(tools).unwrap();
    return replacement().swapIn(swapIn, tools);
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    if (action.equals(DISCARD_INCOMING)) {
      single(tools).discard();
    }
    replacement().pay(action, tools);
  }

  private SingleFile single(Tools tools) {
    return new SingleFile(path, Swap.of(path, tools.run().id()), tools.run().id());
  }

  private Replacement replacement() {
    return new Replacement(id -> Swap.of(path, id));
  }
}
