package io.backstay.connectors.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Finding;
import io.backstay.spi.Op;
import io.backstay.spi.Service;
import io.backstay.spi.Service.Wait;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
@Needs("docker")
class ContainerServiceTest {

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Wait HEALTHY = new Wait(true, Duration.ofSeconds(30));

  private final Sandbox sandbox = new Sandbox();
  private final DockerEngine engine = sandbox.engine();
  private final Acting run = new Acting("r1");

  @AfterEach
  void remove() {
    sandbox.close();
  }

  @Test
  void whatIsStoppedIsStartedAgain() {
    ContainerState container = sandbox.idle();
    Service service = service(container);

    Facts stopped = run.step(service, service.stop(GRACE, true, null));
    assertThat(status(container)).isEqualTo("exited");
    assertThat(stopped.is("was-running")).isTrue();
    assertThat(stopped.get("killed")).contains(List.of());

    Facts restarted = run.step(service, service.restart(HEALTHY));
    assertThat(status(container)).isEqualTo("running");
    assertThat(restarted.text("downtime").orElse("")).matches("\\d+s");
    assertThat(run.debts).isEmpty();
  }

  @Test
  void killedAfterAnyOpWhatRanRunsAgain() {
    ContainerState container = sandbox.idle();
    Service service = service(container);
    List<Op> ops = service.stop(GRACE, true, null);

    for (int done = 0; done <= ops.size(); done++) {
      Acting dead = new Acting("dead");
      dead.step(service, ops.subList(0, done));
      dead.payAll(service(container));
      assertThat(status(container)).as("after %d ops", done).isEqualTo("running");
    }
  }

  @Test
  void nothingIsOwedForWhatDidNotRun() {
    ContainerState container = sandbox.create(c -> c, "true");
    Service service = service(container);

    Facts stopped = run.step(service, service.stop(GRACE, true, null));
    assertThat(stopped.is("was-running")).isFalse();
    assertThat(run.debts).isEmpty();

    assertThat(run.step(service, service.restart(HEALTHY)).is("restarted")).isFalse();
    assertThat(status(container)).isEqualTo("created");
  }

  @Test
  void withoutAStopARestartDoesNothing() {
    ContainerState container = sandbox.idle();
    engine.stop(container, GRACE);
    Service service = service(container);

    run.step(service, service.restart(HEALTHY));

    assertThat(status(container)).isEqualTo("exited");
    assertThat(run.log).singleElement().asString().contains("nothing to start");
  }

  @Test
  void neverToBeRestartedMeansNoDebt() {
    ContainerState container = sandbox.idle();
    Service service = service(container);

    run.step(service, service.stop(GRACE, false, null));

    assertThat(run.debts).isEmpty();
    assertThat(status(container)).isEqualTo("exited");
  }

  @Test
  void aPausedContainerIsPausedAgain() {
    ContainerState container = sandbox.idle();
    engine.pause(container);
    Service service = service(container);

    run.step(service, service.stop(GRACE, true, null));
    assertThat(status(container)).isEqualTo("exited");
    run.payAll(service);
    assertThat(status(container)).isEqualTo("paused");

    run.step(service, service.stop(GRACE, true, null));
    run.step(service, service.restart(HEALTHY));
    assertThat(status(container)).isEqualTo("paused");
  }

  @Test
  void whatHasToBeKilledIsNamed() {
    ContainerState container = sandbox.run("sh", "-c", "trap '' TERM; sleep 1000 & wait; wait");
    Service service = service(container);

    Facts stopped = run.step(service, service.stop(Duration.ofSeconds(1), true, null));

    assertThat(stopped.get("killed")).contains(List.of(container.name()));
    assertThat(run.log).singleElement().asString().contains("as after a crash");
  }

  @Test
  void aContainerMadeAnewIsFoundByItsName() {
    ContainerState container = sandbox.idle();
    Service service = service(container);
    run.step(service, service.stop(GRACE, true, null));
    engine.client().ask("removing", docker -> docker.removeContainerCmd(container.id()).exec());
    engine
        .client()
        .ask(
            "creating",
            docker ->
                docker
                    .createContainerCmd(Sandbox.IMAGE)
                    .withName(container.name())
                    .withCmd("sleep", "100")
                    .exec());

    run.payAll(service);

    assertThat(status(container)).isEqualTo("running");
  }

  @Test
  void aServiceThatEndsAtOnceIsNotPaidFor() {
    ContainerState container =
        sandbox.run(
            "sh", "-c", "if test -e /ran; then sleep 0.5; exit 3; fi; touch /ran; sleep 100");
    Service service = service(container);
    await().until(() -> engine.socket().exists(container.id(), "/ran"));
    run.step(service, service.stop(Duration.ofSeconds(1), true, null));

    assertThatThrownBy(() -> run.payAll(service))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("ended at once");
  }

  @Test
  void anEngineThatComesBackIsWaitedFor() throws IOException {
    ContainerState container = sandbox.idle();
    run.step(service(container), service(container).stop(GRACE, true, null));
    EngineAddress.Tcp address = CuttingProxy.nobody();
    DockerEngine away = new DockerEngine(address);
    Service service =
        new ContainerService(
            "app", new Group.Named(container.name()), new HealthCheck(null), () -> away);

    CompletableFuture<Void> paying = CompletableFuture.runAsync(() -> run.payAll(service));
    await().pollDelay(Duration.ofSeconds(1)).until(() -> !paying.isDone());
    try (CuttingProxy back = new CuttingProxy(engine.client().address(), address.port())) {
      assertThat(back.address()).isEqualTo(address);
      paying.join();
      assertThat(status(container)).isEqualTo("running");
    }
  }

  @Test
  void servicesOfAProjectAreStoppedBackwardsAndStartedForwards() {
    ContainerState db = composed("shop", "db");
    ContainerState web = composed("shop", "web");
    composed("another", "web");
    Service service =
        new ContainerService(
            "app",
            new Group.Composed(Path.of("/srv/Shop"), List.of("db", "web")),
            new HealthCheck(null),
            () -> engine);

    Facts stopped = run.step(service, service.stop(GRACE, true, null));

    assertThat(stopped.get("containers")).contains(List.of(db.name(), web.name()));
    assertThat(status(db)).isEqualTo("exited");
    run.payAll(service);
    assertThat(status(db)).isEqualTo("running");
    assertThat(status(web)).isEqualTo("running");
  }

  @Test
  void aContainerMadeAnewUnderAnotherNameIsStartedInThePlaceOfTheOldOne() {
    ContainerState db = composed("anew", "db");
    Service service = service(db);
    run.step(service, service.stop(GRACE, true, null));
    engine.client().ask("removing", docker -> docker.removeContainerCmd(db.id()).exec());
    ContainerState anew = composedButNotStarted("anew", "db");
    composedButNotStarted("another", "db");

    run.payAll(service(db));

    assertThat(status(anew)).isEqualTo("running");
  }

  @Test
  void aContainerAndItsProjectAreOneThingForTwoPlans() {
    ContainerState web = composed("shop2", "web");
    Service project =
        new ContainerService(
            "app",
            new Group.Composed(Path.of("/srv/shop2"), List.of("web")),
            new HealthCheck(null),
            () -> engine);
    assertThat(project.alsoKnownAs()).isEqualTo(service(web).alsoKnownAs()).hasSize(1);

    Service unreachable =
        new ContainerService(
            "app",
            new Group.Composed(Path.of("/srv/nowhere"), List.of("web")),
            new HealthCheck(null),
            () -> engine);
    assertThat(unreachable.alsoKnownAs()).isEmpty();
  }

  @Test
  void aProbeTellsWhatIsThere() {
    ContainerState container = sandbox.idle();
    assertThat(service(container).probe(run).getFirst())
        .isEqualTo(Finding.ok(container.name() + " is running"));

    engine.stop(container, GRACE);
    assertThat(service(container).probe(run).getFirst().status()).isEqualTo(Finding.Status.WARN);

    // An engine takes the start of an id for a name; a plan does not.
    Group byId = new Group.Named(container.id().substring(0, 12));
    Finding missing =
        new ContainerService("s", byId, new HealthCheck(null), () -> engine).probe(run).getFirst();
    assertThat(missing.status()).isEqualTo(Finding.Status.FAIL);
    assertThat(missing.summary()).contains("does not exist on this Docker engine");
  }

  private ContainerState composed(String project, String service) {
    ContainerState created = composedButNotStarted(project, service);
    engine.start(created);
    return created;
  }

  private ContainerState composedButNotStarted(String project, String service) {
    return sandbox.create(
        c -> c.withLabels(Map.of(DockerEngine.PROJECT, project, DockerEngine.SERVICE, service)),
        Sandbox.IDLE);
  }

  private ContainerService service(ContainerState container) {
    Group one = new Group.Named(container.name());
    return new ContainerService("app", one, new HealthCheck(null), () -> engine);
  }

  private String status(ContainerState container) {
    return engine.require(container.name()).status();
  }
}
