package io.backstay.connectors.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSocketTest {
  @TempDir Path directory;
  private ServerSocketChannel server;
  private Socket socket;
  private SocketChannel other;

  @BeforeEach
  void connect() throws IOException {
    Path file = directory.resolve("socket");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(file));
    socket = new LocalSockets(file.toString()).createSocket("anything", 1);
    other = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    other.close();
    server.close();
  }

  /** More than fits into what the system keeps for a reader that is slow. */
  @Test
  void whatIsWrittenArrivesWholeAndWhatIsAnsweredIsRead() throws Exception {
    byte[] sent = new byte[8 << 20];
    new Random(7).nextBytes(sent);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(sent));
    ByteBuffer got = ByteBuffer.allocate(sent.length);
    while (got.hasRemaining()) {
      other.read(got);
    }
    writing.get();
    assertThat(got.array()).isEqualTo(sent);

    other.write(ByteBuffer.wrap(new byte[] {(byte) 200, 2}));
    assertThat(socket.getInputStream().read()).isEqualTo(200);
    assertThat(socket.getInputStream().read(new byte[9])).isEqualTo(1);
    other.close();
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  private void write(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void silenceEndsAReadInTime() throws IOException {
    socket.setSoTimeout(20);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    other.write(ByteBuffer.wrap(new byte[] {3}));
    assertThat(socket.getInputStream().read()).isEqualTo(3);
  }

  @Test
  void whoeverWaitsIsLetGoWhenItIsClosed() throws IOException {
    Thread[] reader = new Thread[1];
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              reader[0] = Thread.currentThread();
              return read();
            });
    await().until(() -> reader[0] != null && reader[0].getState() == Thread.State.RUNNABLE);
    socket.close();
    assertThatThrownBy(waiting::get)
        .isInstanceOf(ExecutionException.class)
        .hasStackTraceContaining("SocketException: the socket is closed");
    assertThat(socket.isClosed()).isTrue();
  }

  private int read() {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
