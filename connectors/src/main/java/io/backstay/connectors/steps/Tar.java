package io.backstay.connectors.steps;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.SourceRef;
import io.backstay.spi.StepType;
import io.backstay.spi.TreeSource;
import io.backstay.spi.Unchanged;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The step {@code tar}. */
@Doc(
    value =
        "Archives file trees: one tar file with a root per source, named like the source, and beside it"
            + " a list of all members with their digests.",
    changes =
        "Adds an artifact and its list of members to the staged set; the sources are "
            + "only read.",
    undo = "Staged files are removed after a failure, a signal or a crash.")
public final class Tar implements StepType<Tar.Params> {

  /**
   * Parameters.
   *
   * @param source what to archive
   * @param sources the same for several
   * @param to logical name
   * @param compress what the name's ending says already
   * @param changedSince id of the set that has what has not changed; null archives all
   * @param unchanged what tells that a file is as it was
   * @param whenChanging what to do about files that change meanwhile
   */
  public record Params(
      @Doc(value = "The source to archive.", example = "uploads") @Nullable SourceRef source,
      @Doc("Several sources for one archive, such as `[uploads, config]`, in place of `source`.")
          @Default("[]")
          List<SourceRef> sources,
      @Doc(
              value =
                  "Name of the archive; its ending says how it is compressed: `.tar`, `.tar.gz`,"
                      + " `.tar.zst`.",
              example = "uploads.tar.zst")
          String to,
      @Doc(value = "How it is compressed, if you want to say it twice.", example = "zstd")
          @Nullable Compression compress,
      @Doc(
              value =
                  "Leaves out files that the set this run builds on has: those of the same name,"
                      + " size, time, mode and owner whose content is the same, which `unchanged`"
                      + " finds out. Takes `${run.base}` and nothing else, which is nothing for a"
                      + " type without a base; then all files are archived. What has gone since is"
                      + " listed, and a restore takes both sets.",
              example = "${run.base}")
          @Nullable String changedSince,
      @Doc(
              value =
                  "What tells that a file still has the content the set has. `stat`: the system"
                      + " names the same device, inode, size, mtime and ctime (which nobody can"
                      + " set) as when an earlier run read the file, two seconds or more after"
                      + " it was last altered. Every other file is read, and so are all on file"
                      + " systems that are not known to keep these themselves, such as NFS, FUSE"
                      + " and tmpfs. What a program writes to a file through a mapping of it into"
                      + " memory can stay unseen. `read`: every file is read and digested.",
              example = "stat")
          @Default("stat")
          Unchanged unchanged,
      @Doc(
              value =
                  "A file that changes while it is read: `fail`, `retry` reads it again a few"
                      + " times, `record` keeps it and names it in the set.",
              example = "retry")
          @Default("retry")
          Op.WhenChanging whenChanging) {

    /** Refuses no source, and two ways of naming them. */
    public Params {
      sources = List.copyOf(sources);
      if ((source == null) == sources.isEmpty()) {
        throw new Refusal(
            "E211",
            sources.isEmpty() ? "source" : "sources",
            "`tar` takes either `source` or `sources`",
            "source: uploads");
      }
      Codecs.ofArchive(to, compress);
    }

    List<SourceRef> all() {
      return source == null ? sources : List.of(source);
    }
  }

  @Override
  public String name() {
    return "tar";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    List<Ref> trees = params.all().stream().map(ref -> tree(ref, names)).distinct().toList();
    if (trees.size() < params.all().size()) {
      throw new Refusal("E211", "sources", "`sources` names a source twice", null);
    }
    ArtifactNames.refuseUnusable("to", params.to());
    Op.Drain drain =
        new Op.Drain.ToArtifact(
            params.to(), Codecs.ofArchive(params.to(), params.compress()), Set.of());
    Op.Producer all =
        new Op.Producer.Trees(
            trees, params.whenChanging(), params.changedSince(), params.unchanged());
    return List.of(new Op.Stream(all, drain));
  }

  private static Ref tree(SourceRef ref, Names names) {
    return Stream.of(names.source(ref))
        .filter(TreeSource.class::isInstance)
        .map(source -> source.ref())
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "E211",
                    "source",
                    "`" + ref.name() + "` is not a tree of files",
                    "dump: {source: " + ref.name() + ", to: " + ref.name() + ".dump}"));
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("artifact", "artifact");
  }
}
