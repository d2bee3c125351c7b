package io.backstay.connectors.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstay.spi.Failure;
import io.backstay.spi.Program.Exit;
import io.backstay.testing.Needs;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("docker")
@Needs("docker")
class ContainerProgramTest {

  private final Sandbox sandbox = new Sandbox();
  private final DockerSocket socket = sandbox.engine().socket();

  @AfterEach
  void remove() {
    sandbox.close();
  }

  @Test
  void outputErrorAndExitCodeAreToldApart() throws IOException {
    ContainerState container = sandbox.idle();
    ContainerCommand command = ContainerCommand.of("sh", "-c", "echo out; echo err >&2; exit 7");

    try (ContainerProgram program = socket.start(container.id(), command)) {
      assertThat(program.output()).hasContent("out\n");
      Exit exit = program.await();
      assertThat(exit.code()).isEqualTo(7);
      assertThat(exit.stderr()).isEqualTo("err\n");
      assertThat(program.await()).isEqualTo(exit);
    }
  }

  @Test
  void inputComesBackByteForByte() throws IOException {
    byte[] sent = new byte[20_000_000];
    new Random(7).nextBytes(sent);
    ContainerState container = sandbox.idle();

    try (ContainerProgram program =
        socket.start(container.id(), ContainerCommand.of("cat").withInput())) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(program, sent));
      byte[] received = program.output().readAllBytes();
      writing.join();
      assertThat(Arrays.equals(received, sent)).isTrue();
      assertThat(program.await().code()).isZero();
    }
  }

  @Test
  void aProgramThatComplainsAtLengthIsNotBlocked() throws IOException {
    ContainerState container = sandbox.idle();
    ContainerCommand command =
        ContainerCommand.of("sh", "-c", "yes complaint | head -c 5000000 >&2; cat; echo last >&2")
            .withInput();

    try (ContainerProgram program = socket.start(container.id(), command)) {
      byte[] sent = new byte[1_000_000];
      write(program, sent);
      assertThat(program.output().readAllBytes()).hasSize(sent.length);
      assertThat(program.await().stderr()).endsWith("complaint\nlast\n").hasSizeLessThan(70_000);
    }
  }

  @Test
  void aReaderThatRestsLosesNothing() throws IOException {
    ContainerState container = sandbox.idle();
    ContainerCommand command = ContainerCommand.of("head", "-c", "30000000", "/dev/zero");

    try (ContainerProgram program = socket.start(container.id(), command)) {
      assertThat(program.output().readNBytes(1000)).hasSize(1000);
      await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
      assertThat(program.output().readAllBytes()).hasSize(29_999_000);
      assertThat(program.await().ok()).isTrue();
    }
  }

  @Test
  void aProgramThatIsNotThereSaysSo() {
    ContainerState container = sandbox.idle();

    try (ContainerProgram program =
        socket.start(container.id(), ContainerCommand.of("no-such-program"))) {
      Exit exit = program.await();
      assertThat(exit.code()).isIn(126, 127);
      assertThat(exit.stderr()).contains("no-such-program");
    }
  }

  @Test
  void environmentAndUserAreGiven() throws IOException {
    ContainerState container = sandbox.idle();
    ContainerCommand command =
        new ContainerCommand(
            java.util.List.of("sh", "-c", "id -u; echo \"$WORD\""),
            java.util.Map.of("WORD", "a 'b' $c"),
            "65534",
            false);

    try (ContainerProgram program = socket.start(container.id(), command)) {
      assertThat(program.output()).hasContent("65534\na 'b' $c\n");
      assertThat(program.await().ok()).isTrue();
    }
  }

  @Test
  void closingEndsItAndWhatItStarted() throws IOException {
    ContainerState container = sandbox.idle();
    ContainerProgram program = socket.start(container.id(), family());
    assertThat(program.output().readNBytes(6)).isEqualTo("ready\n".getBytes(UTF_8));
    assertThat(sleepers(container)).isEqualTo(2);

    program.close();

    await().untilAsserted(() -> assertThat(sleepers(container)).isZero());
    assertThat(sandbox.engine().require(container.name()).alive()).isTrue();
  }

  @Test
  void aShellInsideEndsItWhereThisHostCannot() throws IOException {
    ContainerState container = sandbox.idle();
    ContainerProgram program = socket.start(container.id(), family().as("65534"));
    assertThat(program.output().readNBytes(6)).isEqualTo("ready\n".getBytes(UTF_8));

    assertThat(program.kill().fromInside()).isTrue();

    await().untilAsserted(() -> assertThat(sleepers(container)).isZero());
    program.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {20, 5_000, 1_000_000})
  void aBrokenConnectionIsNeverAnEnd(long bytes) throws IOException {
    ContainerState container = sandbox.idle();
    ContainerCommand command = ContainerCommand.of("head", "-c", "5000000", "/dev/zero");

    try (CuttingProxy proxy = cutting("/start", bytes)) {
      DockerSocket cut = new DockerSocket(proxy.address());
      assertThatThrownBy(
              () -> {
                try (ContainerProgram program = cut.start(container.id(), command)) {
                  program.await();
                }
              })
          .isInstanceOf(Failure.class)
          .hasMessageContaining("broke off");
    }
  }

  @Test
  void outputThatEndsBeforeTheProgramIsAFailure() throws IOException {
    ContainerState container = sandbox.idle();

    try (CuttingProxy proxy = cutting("/start", Long.MAX_VALUE);
        ContainerProgram program =
            new DockerSocket(proxy.address()).start(container.id(), family())) {
      assertThat(program.output().readNBytes(6)).isEqualTo("ready\n".getBytes(UTF_8));
      proxy.cutNow();
      assertThatThrownBy(program::await)
          .isInstanceOf(Failure.class)
          .hasMessageContaining("goes on, but its output has ended");
    }
    assertThat(sleepers(container)).isZero();
  }

  @Test
  void noEngineIsAFailureThatNamesTheAddress() throws IOException {
    DockerSocket nowhere = new DockerSocket(CuttingProxy.nobody());

    assertThatThrownBy(() -> nowhere.start("abc", ContainerCommand.of("true")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no Docker engine answers at tcp://127.0.0.1:");
  }

  @Test
  void aContainerThatIsNotThereIsAFailureInTheEnginesWords() {
    assertThatThrownBy(() -> socket.start("nobody", ContainerCommand.of("true")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("No such container");
  }

  private CuttingProxy cutting(String what, long bytes) throws IOException {
    return new CuttingProxy(sandbox.engine().client().address(), what, bytes);
  }

  private static ContainerCommand family() {
    return ContainerCommand.of("sh", "-c", "sleep 987 & (sleep 987 &) ; echo ready; wait");
  }

  private long sleepers(ContainerState container) throws IOException {
    return sandbox.output(container, "ps").lines().filter(l -> l.contains("sleep 987")).count()
        - sandbox.output(container, "ps").lines().filter(l -> l.contains("echo ready")).count();
  }

  private static void write(ContainerProgram program, byte[] bytes) {
    try (OutputStream input = program.input()) {
      input.write(bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
