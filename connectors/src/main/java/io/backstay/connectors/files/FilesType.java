package io.backstay.connectors.files;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import java.nio.file.Path;
import java.util.List;

/** The source {@code files}. */
@Doc(
    "A directory of this host with everything below it, or a single file. A restore builds the new"
        + " tree beside the old one and swaps the two.")
public final class FilesType implements SourceType<FilesType.Params> {

  /**
   * Parameters.
   *
   * @param path where
   * @param include globs; empty takes all
   * @param exclude globs, which win
   * @param optional whether it may be missing
   */
  public record Params(
      @Primary @Doc(value = "The directory or file.", example = "data/uploads/") Path path,
      @Doc(
              value =
                  "Takes only what matches, relative to the path: a pattern without a slash is"
                      + " about names at any depth, `dir/` about directories.",
              example = "['*.pdf', 'index/**']")
          @Default("[]")
          List<String> include,
      @Doc(
              value =
                  "Leaves out what matches; wins over `include`. A restore replaces the whole"
                      + " directory, so what is left out is not in it afterwards.",
              example = "[cache/, '*.tmp']")
          @Default("[]")
          List<String> exclude,
      @Doc(
              value = "Whether it may be missing; then it is archived as an empty directory.",
              example = "true")
          @Default("false")
          boolean optional) {

    /** Refuses patterns that cannot match anything. */
    public Params {
      include = List.copyOf(include);
      exclude = List.copyOf(exclude);
      include.forEach(pattern -> Patterns.refuseUnreadable("include", pattern));
      exclude.forEach(pattern -> Patterns.refuseUnreadable("exclude", pattern));
      if (path.getNameCount() == 0) {
        throw new Refusal(
            "E211", "path", "the root directory cannot be a source", "path: /srv/data");
      }
    }
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Source source(String name, Params params) {
    return new FilesSource(
        name,
        params.path().toAbsolutePath().normalize(),
        params.include(),
        params.exclude(),
        params.optional());
  }
}
