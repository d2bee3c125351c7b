package io.backstay.connectors.containers;

import com.github.dockerjava.api.model.AccessMode;
import io.backstay.connectors.files.Census;
import io.backstay.connectors.files.Disk;
import io.backstay.connectors.files.Replacement;
import io.backstay.connectors.files.Replacement.SwapIn;
import io.backstay.connectors.files.Reserved;
import io.backstay.connectors.files.Swap;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Ground;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A volume: read through its directory where that is possible, else through the engine. */
final class VolumeSource implements TreeSource {

  private final Ref ref;
  private final String volume;
  private final Supplier<DockerEngine> engines;

  VolumeSource(String name, String volume, Supplier<DockerEngine> engines) {
    this.ref = Ref.of(new SourceRef(name));
    this.volume = volume;
    this.engines = engines;
  }

  @Override
  public Ref ref() {
    return ref;
  }

  @Override
  public String says() {
    return "volume " + volume;
  }

  @Override
  public List<Finding> probe(Look look) {
    try {
      Volumes volumes = new Volumes(engines.get());
      Path here = volumes.directory(volumes.require(volume)).orElse(null);
      if (here == null) {
        return List.of(Finding.ok(volume + " exists, read through the engine"));
      }
      Census census = Census.of(here, Reserved.area(here).orElse(null), look);
      return List.of(new Finding(Finding.Status.OK, census.says(), null, census.facts()));
    } catch (Failure e) {
      return List.of(Finding.of(e, ""));
    }
  }

  @Override
  public Optional<Ground> ground(Look look) {
    try {
      Volumes volumes = new Volumes(engines.get());
      return volumes
          .directory(volumes.require(volume))
          .map(directory -> new Ground(directory, says()));
    } catch (Failure e) {
      return Optional.empty(); // The step that needs it says why.
    }
  }

  @Override
  public Facts observe(Request request, Look look) {
    if (!(request instanceof Totals)) {
      throw new IllegalStateException(ref + " cannot answer " + request);
    }
    Volumes volumes = new Volumes(engines.get());
    Path here =
        volumes
            .directory(volumes.require(volume))
            .orElseThrow(
                () ->
                    Failure.of(
                            "R616",
                            "what volume `" + volume + "` holds cannot be counted from here")
                        .help("Only root on the engine's host can look into a volume."));
    return Census.of(here, Reserved.area(here).orElse(null), look).facts();
  }

  @Override
  public Tree tree(Tools tools) {
    DockerEngine engine = engines.get();
    Volumes volumes = new Volumes(engine);
    VolumeState state = volumes.require(volume);
    return volumes
        .directory(state)
        .map(directory -> readable(directory, tools))
        .orElseGet(() -> new Archive(engine, state, ref.name(), tools));
  }

  private static Tree readable(Path directory, Tools tools) {
    replacement(directory).sweep(tools);
    return new Tree.Directory(directory, List.of(), Reserved.leftOut(directory, tools));
  }

  @Override
  public Incoming incoming(Tools tools) {
    Volumes volumes = new Volumes(engines.get());
    VolumeState state = volumes.require(volume);
    Incoming incoming = replacing(tools, replacement -> replacement.incoming(tools));
    List<String> users = volumes.usedBy(state);
    if (!users.isEmpty()) {
      tools.log(
          "volume `%s` is in use by %s, which will see files of both trees during the swap"
              .formatted(volume, String.join(", ", users)));
    }
    return volumes.directory(state).isPresent()
        ? incoming
        : new Unpacking(((Incoming.Directory) incoming).directory(), tools.run().id());
  }

  @Override
  public Request swapIn(Duration keepPrevious) {
    return new SwapIn(keepPrevious);
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    if (request instanceof SwapIn swapIn) {
      if (TreeSource.nothingFor(ref, tools.facts())) {
        return Facts.of("swapped", false);
      }
      return replacing(tools, replacement -> replacement.swapIn(swapIn, tools));
    }
    throw new IllegalStateException(ref + " cannot " + verb + " " + request);
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    replacing(
        tools,
        replacement -> {
          replacement.pay(action, tools);
          return Facts.NONE;
        });
  }

  // Containers hold on to the directory itself, so only what is inside is exchanged.
  private static Replacement replacement(Path directory) {
    return new Replacement(id -> Swap.inside(directory, id));
  }

  private <T> T replacing(Tools tools, Function<Replacement, T> act) {
    DockerEngine engine = engines.get();
    Volumes volumes = new Volumes(engine);
    VolumeState state = volumes.require(volume);
    Path here = volumes.directory(state).orElse(null);
    if (here != null) {
      return act.apply(replacement(here));
    }
    try (VolumeMover mover = VolumeMover.start(engine, state, tools.run().id())) {
      Disk disk = mover.disk();
      return act.apply(new Replacement(id -> Swap.inside(VolumeMover.VOLUME, id, disk)));
    }
  }

  /** An empty directory of the volume that the engine unpacks into. */
  private final class Unpacking implements Incoming.Tar {
    private final Path directory;
    private final String run;

    Unpacking(Path directory, String run) {
      this.directory = directory;
      this.run = run;
    }

    @Override
    public void write(InputStream tar) {
      DockerEngine engine = engines.get();
      VolumeState state = new Volumes(engine).require(volume);
      try (VolumeMover mover = VolumeMover.start(engine, state, run)) {
        engine.socket().unpack(mover.id(), directory.toString(), tar);
        becomeItsRoot(mover.disk());
      } catch (IOException e) {
        throw Trouble.cut("unpacking into volume `" + volume + "`", e);
      }
    }

    // The archive's only root is the new tree, with its owner and mode.
    private void becomeItsRoot(Disk disk) throws IOException {
      List<Path> roots = disk.children(directory);
      if (roots.size() != 1) {
        throw Failure.of("R616", "the archive for `" + volume + "` has not one root but " + roots);
      }
      Path aside = directory.resolveSibling(directory.getFileName() + ".new");
      disk.rename(roots.get(0), aside);
      disk.deleteEmpty(directory);
      disk.rename(aside, directory);
    }
  }

  /** The volume as the engine archives it. */
  private static final class Archive implements Tree.Tar {
    private final VolumeHelper helper;
    private final InputStream bytes;

    Archive(DockerEngine engine, VolumeState volume, String root, Tools tools) {
      helper = VolumeHelper.mount(engine, volume, root, AccessMode.ro, tools.run().id());
      try {
        DockerSocket socket = engine.socket();
        // First: while the engine writes an archive it answers nothing else about its container.
        boolean area = socket.exists(helper.id(), helper.path() + "/" + Swap.AREA);
        if (area) {
          tools.log("`" + Swap.AREA + "` in it is left out: it holds what restores have kept");
        }
        InputStream archive = socket.archive(helper.id(), helper.path());
        bytes = area ? new WithoutMember(archive, root + "/" + Swap.AREA) : archive;
      } catch (Failure e) {
        helper.close();
        throw e;
      }
    }

    @Override
    public InputStream bytes() {
      return bytes;
    }

    @Override
    public void close() {
      try (helper) {
        bytes.close();
      } catch (IOException e) {
        // It is given up, read to its end or not.
      }
    }
  }
}
