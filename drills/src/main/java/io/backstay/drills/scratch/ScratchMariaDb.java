package io.backstay.drills.scratch;

import io.backstay.connectors.containers.ContainerSpec;
import io.backstay.expr.Size;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Scratch;
import io.backstay.spi.Scratch.StandIn;
import io.backstay.spi.ScratchType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The scratch resource {@code mariadb}. Accounts are let in without a password: nobody but the
 * containers of the same drill can reach the server.
 *
 * @see <a href="https://hub.docker.com/_/mariadb">variables of the image</a>
 */
@Doc(
    "A MariaDB server in a container. It can stand in for a MariaDB database, whose name it takes"
        + " over; `root` restores it. Dumps hold no accounts: those in whose name views, triggers,"
        + " routines and events act have to be named, or what acts in the name of nobody fails as it"
        + " would on any new server.")
public final class ScratchMariaDb implements ScratchType<ScratchMariaDb.Params> {
  private static final String DATA = "/var/lib/mysql";
  private static final Pattern ACCOUNT =
      Pattern.compile("([\\p{Alnum}_.$-]{1,80})@([\\p{Alnum}_.:%/-]{1,255})");

  /**
   * Parameters.
   *
   * @param image what the container is made of
   * @param accounts who else there is
   * @param memory how much it may use
   * @param tmpfs whether its data is kept in memory
   */
  @Doc("A MariaDB server in a container of its own.")
  public record Params(
      @Primary
          @Doc(
              value =
                  "Image of the server, with the version of the real one. It is pulled if it is not"
                      + " there.",
              example = "mariadb:11.8")
          String image,
      @Doc(
              value =
                  "Accounts that are made beside `root` and that of the source, with all rights and"
                      + " without a password.",
              example = "[app@%, 'cron@localhost']")
          @Default("[]")
          List<String> accounts,
      @Doc(value = "How much memory it may use.", example = "2GiB") @Default("1GiB") Size memory,
      @Doc(
              value =
                  "Whether its data is kept in memory, of which it may take half: faster, and gone"
                      + " when the container is killed.",
              example = "true")
          @Default("false")
          boolean tmpfs) {

    /** Refuses what is no account. */
    public Params {
      accounts = List.copyOf(accounts);
      for (String account : accounts) {
        if (!ACCOUNT.matcher(account).matches()) {
          throw new Refusal(
              "E211", "accounts", "`" + account + "` is no account", "Such as `app@%`.");
        }
      }
    }
  }

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Scratch scratch(String name, Params params, Place place) {
    ContainerSpec spec =
        new ContainerSpec(
            DockerNames.container(place, name),
            params.image(),
            DockerNames.network(place),
            name,
            Map.of("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "1", "MARIADB_DATABASE", database(place)),
            List.of(),
            params.tmpfs() ? DATA : null,
            null,
            params.memory().bytes());
    // While the image sets the server up it listens on its socket only.
    List<String> ready =
        List.of("mariadb", "--protocol=tcp", "--user=root", "-e", made(accounts(params, place)));
    return new DockerScratch(
        name, place, spec, ready, (kind, type) -> standIn(kind, type, spec.name(), place));
  }

  private static Set<String> accounts(Params params, Place place) {
    Set<String> accounts = new LinkedHashSet<>(params.accounts());
    String user = place.standsFor().getOrDefault("user", "root") + "@%";
    if (ACCOUNT.matcher(user).matches() && !user.equals("root@%")) {
      accounts.add(user);
    }
    return accounts;
  }

  private static String made(Set<String> accounts) {
    return accounts.stream()
        .map(ScratchMariaDb::quoted)
        .map("CREATE USER IF NOT EXISTS %1$s; GRANT ALL ON *.* TO %1$s"::formatted)
        .collect(Collectors.joining("; ", "SELECT 1; ", ""));
  }

  private static String quoted(String account) {
    Matcher parts = ACCOUNT.matcher(account);
    if (!parts.matches()) {
      throw new IllegalStateException(account);
    }
    return "'%s'@'%s'".formatted(parts.group(1), parts.group(2));
  }

  @Override
  public Map<String, String> properties(String name, Place place) {
    return Map.of(
        "host",
        name,
        "port",
        "3306",
        "user",
        "root",
        "database",
        database(place),
        "url",
        "mysql://root@%s:3306/%s".formatted(name, database(place)));
  }

  private static String database(Place place) {
    return place.standsFor().getOrDefault("database", "scratch");
  }

  private static Optional<StandIn> standIn(
      Ref.Kind kind, String type, String container, Place place) {
    Map<String, String> params = Map.of("container", container, "database", database(place));
    return kind == Ref.Kind.SOURCE && type.equals("mariadb")
        ? Optional.of(new StandIn("mariadb", params))
        : Optional.empty();
  }
}
