package io.backstay.connectors.containers;

import com.github.dockerjava.api.model.AccessMode;
import io.backstay.connectors.files.Replacement;
import io.backstay.connectors.files.Replacement.SwapIn;
import io.backstay.connectors.files.Swap;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Look;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Request;
import io.backstay.spi.SourceRef;
import io.backstay.spi.Tools;
import io.backstay.spi.TreeSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
      VolumeState state = volumes.require(volume);
      String way = volumes.directory(state).isPresent() ? "directly" : "through the engine";
      return List.of(Finding.ok(volume + ", read " + way));
    } catch (Failure e) {
      String help = e.help();
      return List.of(Finding.fail(e.message(), help == null ? "" : help));
    }
  }

  @Override
  public Tree tree(Tools tools) {
    DockerEngine engine = engines.get();
    Volumes volumes = new Volumes(engine);
    VolumeState state = volumes.require(volume);
    return volumes
        .directory(state)
        .map(directory -> readable(directory, tools))
        .orElseGet(() -> new Archive(engine, state, ref.name(), tools.run().id()));
  }

  private static Tree readable(Path directory, Tools tools) {
    replacement(directory).sweep(tools);
    return new Tree.Directory(directory, List.of(), List.of(Swap.AREA, Swap.AREA + "/**"));
  }

  @Override
  public Incoming incoming(Tools tools) {
    Volumes volumes = new Volumes(engines.get());
    VolumeState state = volumes.require(volume);
    Incoming incoming = replacement(directory(volumes, state)).incoming(tools);
    List<String> users = volumes.usedBy(state);
    if (!users.isEmpty()) {
      tools.log(
          "volume `%s` is in use by %s, which will see files of both trees during the swap"
              .formatted(volume, String.join(", ", users)));
    }
    return incoming;
  }

  @Override
  public Request swapIn(Duration keepPrevious) {
    return new SwapIn(keepPrevious);
  }

  @Override
  public Facts change(Op.Verb verb, Request request, Tools tools) {
    if (request instanceof SwapIn swapIn) {
      return here().swapIn(swapIn, tools);
    }
    throw new IllegalStateException(ref + " cannot " + verb + " " + request);
  }

  @Override
  public void pay(String action, Facts facts, Tools tools) {
    here().pay(action, tools);
  }

  private Replacement here() {
    Volumes volumes = new Volumes(engines.get());
    return replacement(directory(volumes, volumes.require(volume)));
  }

  // Containers hold on to the directory itself, so only what is inside is exchanged.
  private static Replacement replacement(Path directory) {
    return new Replacement(id -> Swap.inside(directory, id));
  }

  private Path directory(Volumes volumes, VolumeState state) {
    return volumes
        .directory(state)
        .orElseThrow(
            () ->
                Failure.of(
                        "R616", "volume `" + volume + "` cannot be replaced from here, only read")
                    .help(
                        "Restore on the engine's host, as root; the volume has to be one of the "
                            + "driver `local` without options, and the engine not rootless."));
  }

  /** The volume as the engine archives it. */
  private static final class Archive implements Tree.Tar {
    private final VolumeHelper helper;
    private final InputStream bytes;

    Archive(DockerEngine engine, VolumeState volume, String root, String run) {
      helper = VolumeHelper.mount(engine, volume, root, AccessMode.ro, run);
      try {
        DockerSocket socket = engine.socket();
        InputStream archive = socket.archive(helper.id(), helper.path());
        boolean area = socket.exists(helper.id(), helper.path() + "/" + Swap.AREA);
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
      } catch (java.io.IOException e) {
        // It is given up, read to its end or not.
      }
    }
  }
}
