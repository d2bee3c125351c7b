package io.backstay.connectors.stores.azure;

import io.backstay.connectors.stores.web.Ask;
import io.backstay.spi.Secret;
import io.backstay.testing.TestTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Azurite, which keeps blobs in memory and checks signatures and digests. */
public final class AzuriteServer implements AutoCloseable {
  /** The account it knows. */
  public static final String ACCOUNT = "devstoreaccount1";

  /** Its key, which is the same in every Azurite. */
  public static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private final Process process;
  private final InetSocketAddress address;

  /** One that runs. */
  public AzuriteServer(Path directory) {
    try {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
      process =
          new ProcessBuilder(
                  "azurite-blob",
                  "--inMemoryPersistence",
                  "--disableTelemetry",
                  "--silent",
                  "--blobHost",
                  "127.0.0.1",
                  "--blobPort",
                  Integer.toString(address.getPort()))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::answers);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new IllegalStateException("azurite ends with " + process.exitValue());
    }
    try (Socket socket = new Socket()) {
      socket.connect(address);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Where clients go. */
  public static URI endpoint(int port) {
    return URI.create("http://127.0.0.1:" + port + "/" + ACCOUNT);
  }

  URI endpoint() {
    return endpoint(address.getPort());
  }

  /** Makes a container. */
  public void container(String name, Path directory) {
    AzureType.Params params =
        new AzureType.Params(name, ACCOUNT, null, new Secret("key"), null, endpoint(), null);
    TestTools tools = new TestTools(directory).secret("key", KEY);
    try {
      new Container(new AzureStore("made", params), tools)
          .answer(Ask.of("PUT", URI.create(endpoint() + "/" + name + "?restype=container")))
          .text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
