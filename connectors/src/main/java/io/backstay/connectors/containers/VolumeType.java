package io.backstay.connectors.containers;

import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;

/** The source {@code volume}. */
@Doc(
    "A volume of the local Docker engine. Read and written directly where backstay is root on the "
        + "engine's host; elsewhere through the engine, which does not keep user extended "
        + "attributes, access control lists, holes in files, or fractions of seconds.")
public final class VolumeType implements SourceType<VolumeType.Params> {

  /**
   * Parameters.
   *
   * @param name the volume's name
   */
  public record Params(
      @Primary @Doc(value = "Exact name of the volume.", example = "app_uploads") String name) {

    /** Refuses what cannot be the name of a volume. */
    public Params {
      Words.name("name", name);
    }
  }

  @Override
  public String name() {
    return "volume";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Source source(String name, Params params) {
    return new VolumeSource(name, params.name(), DockerEngine::ofThisHost);
  }
}
