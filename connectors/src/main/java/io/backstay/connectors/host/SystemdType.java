package io.backstay.connectors.host;

import io.backstay.connectors.services.HealthAddress;
import io.backstay.spi.Doc;
import io.backstay.spi.Primary;
import io.backstay.spi.Refusal;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceType;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The service {@code systemd}. */
@Doc(
    "A unit of this host's systemd, stopped and started with `systemctl`, which needs the right to do"
        + " so. What a preview cannot ask without starting a program, it says it has not asked.")
public final class SystemdType implements ServiceType<SystemdType.Params> {
  private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_][A-Za-z0-9:_.@\\\\-]{0,200}");

  /**
   * Parameters.
   *
   * @param unit its name
   * @param health the address that stands for its health
   */
  public record Params(
      @Primary
          @Doc(
              value = "Name of the unit; `.service` when it has no ending.",
              example = "app-backend")
          String unit,
      @Doc(
              value =
                  "Address that tells whether it can be used: `http` or `https` has to answer 2xx,"
                      + " `tcp://host:port` has to accept a connection. Without one it counts that"
                      + " the unit stays active.",
              example = "http://localhost:8080/health")
          @Nullable URI health) {

    /** Refuses what cannot be a unit, or stand for its health. */
    public Params {
      if (!UNIT.matcher(unit).matches()) {
        throw new Refusal(
            "E211",
            "unit",
            "`" + unit + "` cannot be the name of a unit",
            "letters, digits and `:_.@-`, as systemctl shows it");
      }
      HealthAddress.refuseUnusable(health);
    }

    private String full() {
      return unit.indexOf('.') < 0 ? unit + ".service" : unit;
    }
  }

  @Override
  public String name() {
    return "systemd";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public Service service(String name, Params params) {
    String unit = params.full();
    return new HostService(
        name, "unit " + unit, params.health(), tools -> new Systemctl(unit, tools));
  }
}
