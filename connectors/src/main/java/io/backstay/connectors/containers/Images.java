package io.backstay.connectors.containers;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import io.backstay.spi.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Images of an engine, pulled when they are not there.
 *
 * @param engine whose
 */
record Images(DockerEngine engine) {
  private static final Duration PULL = Duration.ofMinutes(30);

  /**
   * The digest an image is known by.
   *
   * @throws Failure when it can neither be found nor pulled
   */
  String digest(String name) {
    try {
      return known(name);
    } catch (NotFoundException e) {
      pull(name);
      return known(name);
    }
  }

  private String known(String name) {
    return engine
        .client()
        .ask(
            "looking for image " + name,
            docker -> String.valueOf(docker.inspectImageCmd(name).exec().getId()));
  }

  private void pull(String name) {
    Failure failed =
        Failure.of("R612", "image " + name + " is not on this engine and cannot be pulled")
            .help("`docker pull " + name + "` says why.");
    try {
      boolean whole =
          engine
              .client()
              .ask(
                  "pulling image " + name,
                  docker -> awaited(docker.pullImageCmd(name).exec(new PullImageResultCallback())));
      if (!whole) {
        throw failed;
      }
    } catch (NotFoundException e) {
      throw failed.because(e);
    }
  }

  /** Whether an answer that comes in parts came to its end in time. */
  static boolean awaited(ResultCallback.Adapter<?> answer) {
    try {
      return answer.awaitCompletion(PULL.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Trouble.interrupted("waiting for the engine");
    }
  }
}
