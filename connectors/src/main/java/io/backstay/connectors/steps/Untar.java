package io.backstay.connectors.steps;

import io.backstay.spi.Artifacts;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.OffLimits;
import io.backstay.spi.OffLimits.Place;
import io.backstay.spi.Op;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import io.backstay.spi.TreeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The step {@code untar}. */
@Doc(
    value =
        "Puts an archive's trees in the place of what is there. Each is unpacked beside the live tree"
            + " first and then swapped in; when a later step fails it is swapped back. Times of files"
            + " come back to the nanosecond; where Java 21 runs backstay, to the microsecond.",
    changes =
        "Replaces the tree of a source by another one. A directory is renamed aside, and the new one"
            + " into its place: when backstay is killed between the two, the name is missing, never"
            + " half filled, until `backstay resume` or the next run puts it back. What is a mount"
            + " point, such as a volume, is exchanged child by child; stop what uses it first.",
    undo =
        "A failure of this step or a later one swaps the old tree back. With "
            + "`previous` it also stays for that long after a restore that ended well.")
public final class Untar implements StepType<Untar.Params> {

  /**
   * Parameters.
   *
   * @param artifact which archive
   * @param into where to; null puts every tree back where it came from
   * @param previous what becomes of the trees that were there
   */
  public record Params(
      @Doc(value = "The archive: a name, or a pattern that means one.", example = "uploads.tar.zst")
          Artifacts artifact,
      @Doc(
              value =
                  "The source whose tree is replaced. Left out, every tree in the archive goes back"
                      + " to the source of its name.",
              example = "uploads")
          @Nullable SourceRef into,
      @Doc(
              value = "Keeps what was there; left out, it is deleted when the run has ended well.",
              example = "{keep: 24h}")
          @Nullable Previous previous) {}

  /**
   * What becomes of what was there.
   *
   * @param keep how long it stays beside the new tree
   */
  @Doc("What becomes of what was there before.")
  public record Previous(
      @Doc(value = "How long it can be taken back by hand.", example = "24h") Duration keep) {}

  @Override
  public String name() {
    return "untar";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    Previous previous = params.previous();
    Duration keep = previous == null ? Duration.ZERO : previous.keep();
    List<TreeSource> targets = targets(params, names);
    targets.forEach(target -> refuseOffLimits(target, names));
    List<Op> ops = new ArrayList<>();
    for (List<TreeSource> layer : Layers.of(targets)) {
      ops.addAll(new Swapping(params.artifact(), keep, params.into() != null).ops(layer));
    }
    return List.copyOf(ops);
  }

  private static List<TreeSource> targets(Params params, Names names) {
    SourceRef into = params.into();
    List<TreeSource> trees =
        (into == null ? names.sources().stream() : Stream.of(into))
            .map(names::source)
            .filter(TreeSource.class::isInstance)
            .map(TreeSource.class::cast)
            .toList();
    if (trees.isEmpty()) {
      throw new Refusal(
          "E211",
          into == null ? null : "into",
          into == null
              ? "this plan declares no tree of files to put anything back to"
              : "`" + into.name() + "` is not a tree of files",
          null);
    }
    return trees;
  }

  private static void refuseOffLimits(TreeSource target, Names names) {
    List<Place> places =
        names.stores().stream()
            .flatMap(
                ref ->
                    names.store(ref).directory().stream()
                        .map(path -> Place.tree("store `" + ref.name() + "`", path)))
            .toList();
    Optional<String> why = target.place().flatMap(new OffLimits(places)::refusal);
    if (why.isPresent()) {
      throw new Refusal("E211", "into", "source `" + target.ref().name() + "` " + why.get(), null);
    }
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("files", "integer");
  }
}
