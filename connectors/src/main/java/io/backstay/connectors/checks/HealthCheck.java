package io.backstay.connectors.checks;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.Doc;
import io.backstay.spi.Facts;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Ref;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceRef;
import io.backstay.spi.Verdict;
import java.util.List;

/** The check {@code health}. */
@Doc("Asks a service whether it is healthy, in the way its declaration says.")
public final class HealthCheck implements ReadCheckType<HealthCheck.Params> {

  /**
   * Parameters.
   *
   * @param service which
   */
  public record Params(
      @Primary @Doc(value = "The service that has to be healthy.", example = "backend")
          ServiceRef service) {}

  @Override
  public String name() {
    return "health";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Ref> looksAt(Params params) {
    return List.of(Ref.of(params.service()));
  }

  @Override
  public Verdict check(Params params, CheckWorld world) {
    Facts answer = world.observe(Ref.of(params.service()), new Service.Health());
    String detail = answer.text("detail").orElse("no detail");
    String name = params.service().name();
    return answer.is("healthy")
        ? new Verdict.Passed("`" + name + "` is healthy: " + detail, answer)
        : new Verdict.NotPassed(
            "healthy", detail, "`" + name + "` is not healthy: " + detail, answer);
  }
}
