package io.backstay.connectors.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstay.spi.Failure;
import io.backstay.testing.Needs;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("docker")
@Needs("docker")
class DockerSocketTest {

  private static final String TREE =
      "mkdir -p /tree/deep && echo one > /tree/deep/'a b' && ln -s deep /tree/link"
          + " && head -c 3000000 /dev/urandom > /tree/big && chown 7:8 /tree/deep"
          + " && chmod 2750 /tree/deep && touch -t 202001020304.05 /tree/deep/'a b'";
  private static final String LOOK =
      "cd /tree && find . -mindepth 1 -exec stat -c '%n %u %g %a %F %Y' {} ';' | sort;"
          + " sha256sum big; readlink link";

  private final Sandbox sandbox = new Sandbox();
  private final DockerSocket socket = sandbox.engine().socket();

  @AfterEach
  void remove() {
    sandbox.close();
  }

  @Test
  void aTreeGoesFromOneContainerIntoAnother() throws IOException {
    ContainerState from = sandbox.idle();
    sandbox.output(from, "sh", "-c", TREE);
    ContainerState to = sandbox.idle();

    try (InputStream tar = socket.archive(from.id(), "/tree")) {
      socket.unpack(to.id(), "/", tar);
    }

    assertThat(sandbox.output(to, "sh", "-c", LOOK))
        .isEqualTo(sandbox.output(from, "sh", "-c", LOOK))
        .contains("a b 0 0 644 regular file 1577934245");
  }

  @Test
  void existenceIsTold() {
    ContainerState container = sandbox.idle();

    assertThat(socket.exists(container.id(), "/bin/sh")).isTrue();
    assertThat(socket.exists(container.id(), "/no such?&path=/bin")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {500, 10_000, 2_000_000})
  void aBrokenConnectionIsNeverTheEndOfAnArchive(long bytes) throws IOException {
    ContainerState container = sandbox.idle();
    sandbox.output(container, "sh", "-c", TREE);

    try (CuttingProxy proxy =
        new CuttingProxy(sandbox.engine().client().address(), "/archive", bytes)) {
      InputStream tar = new DockerSocket(proxy.address()).archive(container.id(), "/tree");
      assertThatThrownBy(tar::readAllBytes).isInstanceOf(IOException.class);
      tar.close();
    }
  }

  @Test
  void anArchiveCutBetweenMembersIsNotUnpackedAsAWholeOne() throws IOException {
    ContainerState container = sandbox.idle();
    sandbox.output(container, "sh", "-c", TREE);
    byte[] whole = socket.archive(container.id(), "/tree").readAllBytes();
    byte[] withoutEnd = Arrays.copyOf(whole, whole.length - 1024);

    assertThatThrownBy(
            () -> socket.unpack(container.id(), "/", new ByteArrayInputStream(withoutEnd)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no end blocks");
  }

  @Test
  void whatTheEngineRefusesIsSaidInItsWords() throws IOException {
    ContainerState container = sandbox.idle();
    byte[] tar = socket.archive(container.id(), "/bin").readAllBytes();

    assertThatThrownBy(() -> socket.archive(container.id(), "/nowhere"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("/nowhere");
    assertThatThrownBy(
            () -> socket.unpack(container.id(), "/nowhere", new ByteArrayInputStream(tar)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("refused unpacking into `/nowhere`: ");
  }

  @Test
  void endBlocksThatComeInPiecesAreSeen() throws IOException {
    byte[] tar = new byte[4096];
    tar[0] = 1;
    InputStream slow =
        new ByteArrayInputStream(tar) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 100));
          }
        };

    assertThat(new WholeTar(slow).readAllBytes()).isEqualTo(tar);
    tar[3072] = 1;
    assertThatThrownBy(() -> new WholeTar(new ByteArrayInputStream(tar)).readAllBytes())
        .isInstanceOf(EOFException.class);
  }
}
