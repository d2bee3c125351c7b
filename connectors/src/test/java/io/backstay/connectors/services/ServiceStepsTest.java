package io.backstay.connectors.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.connectors.containers.ComposeType;
import io.backstay.connectors.containers.ContainerType;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.Service;
import io.backstay.spi.ServiceRef;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceStepsTest {

  private static final ServiceRef APP = new ServiceRef("app");
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Service SERVICE =
      new ContainerType().service("app", new ContainerType.Params("app-1", null));

  @Test
  void aStopOwesTheStartBeforeItStops() {
    List<Op> ops = new StopContainer().lower(stop(StopContainer.Restart.ALWAYS, null), names());

    assertThat(ops).hasSize(3);
    assertThat(ops.get(0)).isInstanceOf(Op.Observe.class);
    Op.Owe owe = (Op.Owe) ops.get(1);
    assertThat(owe.onlyIf()).isEqualTo("was-running");
    assertThat(owe.atEnd()).isEqualTo(Op.AtEnd.PAY);
    assertThat(((Op.Change) ops.get(2)).request().says()).isEqualTo("stops app-1");
  }

  @Test
  void bothWordsStopAlike() {
    StopContainer.Params params = stop(StopContainer.Restart.ALWAYS, null);

    assertThat(new StopService().lower(params, names()))
        .isEqualTo(new StopContainer().lower(params, names()));
  }

  @Test
  void neverStartedAgainNeedsAReasonAndOwesNothing() {
    assertThatThrownBy(() -> stop(StopContainer.Restart.NEVER, " "))
        .isInstanceOf(Refusal.class)
        .hasMessage("`restart: never` leaves `app` down");

    List<Op> ops = new StopContainer().lower(stop(StopContainer.Restart.NEVER, "moved"), names());
    assertThat(ops).noneMatch(Op.Owe.class::isInstance).hasSize(2);
  }

  @Test
  void aRestartSettlesWhatAStopOwes() {
    Restart.Params params = new Restart.Params(APP, Until.HEALTHY, Duration.ofMinutes(1));

    List<Op> ops = new Restart().lower(params, names());

    assertThat(((Op.Change) ops.get(0)).request().says())
        .isEqualTo("starts app-1 again, waits for health");
    assertThat(ops.get(1)).isEqualTo(new Op.Settle(Ref.of(APP), "start"));
  }

  @Test
  void aStartOwesNothing() {
    Start.Params params = new Start.Params(APP, Until.NOTHING, Duration.ofMinutes(1));

    List<Op> ops = new Start().lower(params, names());

    assertThat(ops).singleElement().isInstanceOf(Op.Change.class);
    assertThat(((Op.Change) ops.get(0)).request().says()).isEqualTo("starts app-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "a/b", "a b", "", "../x", "a;b"})
  void aNameDockerCouldNotHaveGivenIsRefused(String name) {
    assertThatThrownBy(() -> new ContainerType.Params(name, null)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> new ComposeType.Params(Path.of("."), List.of(name), null))
        .isInstanceOf(Refusal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/x", "tcp://host", "http:///x", "http://me:pw@host/", "/up"})
  void anAddressThatCannotBeAskedIsRefused(String address) {
    assertThatThrownBy(() -> new ContainerType.Params("app-1", URI.create(address)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("cannot be asked for health");
  }

  @Test
  void aTimeThatIsOverAtOnceOrOfNoMeaningIsRefused() {
    assertThatThrownBy(() -> within(StopContainer.Restart.ALWAYS, Duration.ZERO))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("above zero");
    assertThatThrownBy(() -> within(StopContainer.Restart.NEVER, Duration.ofMinutes(5)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("never started again");
  }

  private static StopContainer.Params within(StopContainer.Restart restart, Duration time) {
    return new StopContainer.Params(APP, GRACE, restart, "replaced", time);
  }

  private static StopContainer.Params stop(StopContainer.Restart restart, @Nullable String reason) {
    return new StopContainer.Params(APP, GRACE, restart, reason, null);
  }

  private static Names names() {
    return (Names)
        Proxy.newProxyInstance(
            Names.class.getClassLoader(),
            new Class<?>[] {Names.class},
            (proxy, method, arguments) -> SERVICE);
  }
}
