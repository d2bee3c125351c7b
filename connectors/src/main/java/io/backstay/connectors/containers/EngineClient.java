package io.backstay.connectors.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.backstay.spi.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The client library, connected when it is first needed; its exceptions end here. */
final class EngineClient {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final EngineAddress address;
  private @Nullable DockerClient client;

  EngineClient(EngineAddress address) {
    this.address = address;
  }

  EngineAddress address() {
    return address;
  }

  /**
   * Asks the engine.
   *
   * @param what the request as a clause, for messages
   * @throws Failure when the engine cannot be reached or refuses
   * @throws com.github.dockerjava.api.exception.NotFoundException when what is asked for is not
   *     there
   * @throws com.github.dockerjava.api.exception.NotModifiedException when it is so already
   */
  <T extends @Nullable Object> T ask(String what, Function<DockerClient, T> question) {
    try {
      return question.apply(client());
    } catch (com.github.dockerjava.api.exception.NotFoundException
        | com.github.dockerjava.api.exception.NotModifiedException e) {
      throw e;
    } catch (DockerException e) {
      throw Trouble.refused(what, String.valueOf(e.getMessage()).strip()).because(e);
    } catch (RuntimeException e) {
      if (root(e) instanceof IOException io) {
        throw Trouble.unreachable(address, io);
      }
      throw e;
    }
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : root(cause);
  }

  private synchronized DockerClient client() {
    DockerClient connected = client;
    if (connected == null) {
      String host = address.uri().toString();
      connected =
          DockerClientImpl.getInstance(
              DefaultDockerClientConfig.createDefaultConfigBuilder()
                  .withDockerHost(host)
                  .withDockerTlsVerify(false)
                  .build(),
              new ZerodepDockerHttpClient.Builder()
                  .dockerHost(address.uri())
                  .connectionTimeout(CONNECT)
                  .build());
      client = connected;
    }
    return connected;
  }
}
