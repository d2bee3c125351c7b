package io.backstay.connectors.containers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run inside a container: an argument list, never a line for a shell.
 *
 * @param argv program and arguments
 * @param environment variables beside those of the container; other processes of the same user see
 *     them, so no secrets
 * @param user {@code name}, {@code uid} or {@code uid:gid}; null for the container's own
 * @param stdin whether it is given standard input; otherwise that is empty
 */
public record ContainerCommand(
    List<String> argv, Map<String, String> environment, @Nullable String user, boolean stdin) {

  /** The variable by which everything a program started can be found again. */
  static final String MARK = "BACKSTAY_EXEC";

  /** A program with arguments and no input, as the container's own user. */
  public static ContainerCommand of(String... argv) {
    return new ContainerCommand(List.of(argv), Map.of(), null, false);
  }

  /** The same with standard input. */
  public ContainerCommand withInput() {
    return new ContainerCommand(argv, environment, user, true);
  }

  /** The same as another user. */
  public ContainerCommand as(String other) {
    return new ContainerCommand(argv, environment, other, stdin);
  }

  /** Its name, for messages; arguments may hold what is nobody's business. */
  String says() {
    return "`" + argv.get(0) + "`";
  }

  ObjectNode json(String mark) {
    ObjectNode json = EngineConnection.JSON.createObjectNode();
    json.put("AttachStdin", stdin).put("AttachStdout", true).put("AttachStderr", true);
    json.put("Tty", false);
    ArrayNode command = json.putArray("Cmd");
    argv.forEach(command::add);
    ArrayNode variables = json.putArray("Env");
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    variables.add(MARK + "=" + mark);
    if (user != null) {
      json.put("User", user);
    }
    return json;
  }
}
