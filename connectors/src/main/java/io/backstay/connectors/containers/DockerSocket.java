package io.backstay.connectors.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstay.connectors.containers.EngineConnection.Answer;
import io.backstay.spi.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * The part of the engine's API that carries many bytes: archives of paths inside containers, and
 * programs run inside them. Each call has a connection of its own.
 *
 * <p>A stream that is not complete never ends quietly: reading it throws.
 */
public final class DockerSocket {

  private static final int BUFFER = 256 * 1024;

  private final EngineAddress address;

  DockerSocket(EngineAddress address) {
    this.address = address;
  }

  /**
   * A path of a container, running or not, as a tar stream whose members begin with the last name
   * of the path. Reading past the end fails unless the archive has its end blocks.
   *
   * @param container id
   * @param path absolute, inside the container
   */
  public InputStream archive(String container, String path) {
    String what = "reading `" + path + "`";
    EngineConnection connection = EngineConnection.open(address);
    try {
      connection.send("GET", archiveTarget(container, path));
      Answer answer = accepted(connection, what);
      if (!"chunked".equalsIgnoreCase(answer.headers().get("transfer-encoding"))) {
        throw new IOException("the answer does not say where it ends");
      }
      return new WholeTar(new Owning(answer.body(), connection));
    } catch (IOException e) {
      connection.close();
      throw Trouble.cut(what, e);
    } catch (Failure e) {
      connection.close();
      throw e;
    }
  }

  /** Whether a path exists inside a container, running or not. */
  public boolean exists(String container, String path) {
    try (EngineConnection connection = EngineConnection.open(address)) {
      connection.send("HEAD", archiveTarget(container, path));
      int status = connection.answer().status();
      if (status != 200 && status != 404) {
        throw Trouble.refused("looking at `" + path + "`", "status " + status);
      }
      return status == 200;
    } catch (IOException e) {
      throw Trouble.cut("looking at `" + path + "`", e);
    }
  }

  /**
   * Unpacks a tar stream over a path of a container, running or not. The engine would take an
   * archive that was cut between two members for a whole one, so one without end blocks is not
   * finished but broken off.
   *
   * @param container id
   * @param path absolute, a directory inside the container
   * @param tar not closed
   */
  public void unpack(String container, String path, InputStream tar) {
    String what = "unpacking into `" + path + "`";
    try (EngineConnection connection = EngineConnection.open(address)) {
      ChunkedOutput body = connection.sendTar("PUT", archiveTarget(container, path));
      copy(new WholeTar(tar), body, connection, what);
      accepted(connection, what).body().readAllBytes();
    } catch (IOException e) {
      throw Trouble.cut(what, e);
    }
  }

  /** Makes an image of a file system given as a tar stream. */
  void importImage(String name, InputStream tar) {
    String what = "making image " + name;
    try (EngineConnection connection = EngineConnection.open(address)) {
      ChunkedOutput body =
          connection.sendTar("POST", "/images/create?fromSrc=-&repo=" + encoded(name));
      copy(new WholeTar(tar), body, connection, what);
      // Progress as JSON lines: what goes wrong after the answer has begun is said in one of them.
      String progress = ChannelInput.text(accepted(connection, what).body().readAllBytes());
      if (progress.contains("\"error\"")) {
        throw Trouble.refused(what, progress.strip());
      }
    } catch (IOException e) {
      throw Trouble.cut(what, e);
    }
  }

  private static void copy(
      InputStream tar, ChunkedOutput body, EngineConnection connection, String what)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = read(tar, buffer, what); count >= 0; count = read(tar, buffer, what)) {
      try {
        body.write(buffer, 0, count);
      } catch (IOException e) {
        // An engine that refuses stops reading; its answer says more than a broken pipe.
        accepted(connection, what);
        throw e;
      }
    }
    body.finish();
  }

  private static int read(InputStream tar, byte[] buffer, String what) {
    try {
      return tar.read(buffer);
    } catch (IOException e) {
      throw Failure.of("R613", what + " was given up: " + Trouble.reason(e)).because(e);
    }
  }

  /**
   * Starts a program inside a running container. It ends with the object that is returned: closing
   * that before the program has ended kills it.
   *
   * @param container id
   */
  public ContainerProgram start(String container, ContainerCommand command) {
    String mark = UUID.randomUUID().toString();
    String what = "running " + command.says();
    String id = create(container, command, mark, what);
    EngineConnection connection = EngineConnection.open(address);
    try {
      connection.send(
          "POST",
          "/exec/" + id + "/start",
          EngineConnection.JSON.createObjectNode().put("Detach", false).put("Tty", false),
          Map.of("Connection", "Upgrade", "Upgrade", "tcp"));
      accepted(connection, what);
      return new ContainerProgram(this, connection, container, id, mark, command);
    } catch (IOException e) {
      connection.close();
      throw Trouble.cut(what, e);
    } catch (Failure e) {
      connection.close();
      throw e;
    }
  }

  private String create(String container, ContainerCommand command, String mark, String what) {
    ObjectNode json = command.json(mark);
    return call("POST", "/containers/" + container + "/exec", json, what).path("Id").asText();
  }

  /** How a program inside a container stands. */
  record ExecState(boolean running, int exitCode, long pid) {}

  ExecState state(String exec) {
    try (EngineConnection connection = EngineConnection.open(address)) {
      connection.send("GET", "/exec/" + exec + "/json");
      JsonNode json = json(accepted(connection, "looking at a program"));
      return new ExecState(
          json.path("Running").asBoolean(true),
          json.path("ExitCode").asInt(-1),
          json.path("Pid").asLong(0));
    } catch (IOException e) {
      throw Trouble.cut("looking at a program", e);
    }
  }

  private JsonNode call(String method, String target, JsonNode body, String what) {
    try (EngineConnection connection = EngineConnection.open(address)) {
      connection.send(method, target, body, Map.of());
      return json(accepted(connection, what));
    } catch (IOException e) {
      throw Trouble.cut(what, e);
    }
  }

  private static JsonNode json(Answer answer) throws IOException {
    return EngineConnection.JSON.readTree(answer.body().readAllBytes());
  }

  private static Answer accepted(EngineConnection connection, String what) throws IOException {
    Answer answer = connection.answer();
    if (!answer.ok()) {
      throw Trouble.refused(what, answer.message());
    }
    return answer;
  }

  private static String archiveTarget(String container, String path) {
    return "/containers/" + container + "/archive?path=" + encoded(path);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** A body that closes its connection. */
  private static final class Owning extends FilterInputStream {
    private final EngineConnection connection;

    Owning(InputStream body, EngineConnection connection) {
      super(body);
      this.connection = connection;
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
