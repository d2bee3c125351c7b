package io.backstay.connectors.postgres;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Refusal;
import io.backstay.spi.Source;
import io.backstay.spi.SourceType;
import java.nio.file.Path;

/** The source {@code postgres-instance}. */
@Doc(
    "For a later version: a PostgreSQL server that `recover` makes in a directory of its own. This"
        + " version reads and previews it, and refuses a run that would reach it.")
public final class PostgresInstance implements SourceType<PostgresInstance.Params> {

  /**
   * Parameters.
   *
   * @param dataDirectory where it is made
   * @param port TCP port
   * @param database the one that is looked at
   * @param user role
   */
  public record Params(
      @Doc(
              value = "A directory that is not there yet; never that of a server that runs.",
              example = "/var/lib/postgresql/recovery")
          Path dataDirectory,
      @Doc(value = "TCP port it listens on.", example = "5544") @Default("5432") int port,
      @Doc(value = "Name of the database that checks look into.", example = "app")
          @Default("postgres")
          String database,
      @Doc(value = "Role to connect as.", example = "postgres") @Default("postgres") String user) {

    /** Refuses what no server could listen on. */
    public Params {
      if (port < 1 || port > 65_535) {
        throw new Refusal("E211", "port", "`port` is a number from 1 to 65535", null);
      }
    }
  }

  @Override
  public String name() {
    return "postgres-instance";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Source source(String name, Params params) {
    return new InstanceSource(name, params);
  }
}
