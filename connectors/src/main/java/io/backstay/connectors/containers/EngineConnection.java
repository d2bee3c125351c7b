package io.backstay.connectors.containers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstay.spi.Failure;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One request to the engine and its answer, over a connection of its own. */
final class EngineConnection implements Closeable {

  static final ObjectMapper JSON = new ObjectMapper();

  private final SocketChannel channel;
  private final ChannelInput in;
  private final OutputStream out;

  private EngineConnection(SocketChannel channel) {
    this.channel = channel;
    this.in = new ChannelInput(channel);
    this.out = Channels.newOutputStream(channel);
  }

  /**
   * Connects.
   *
   * @throws Failure when nothing answers there
   */
  static EngineConnection open(EngineAddress address) {
    try {
      return new EngineConnection(address.connect());
    } catch (IOException e) {
      throw Trouble.unreachable(address, e);
    }
  }

  /** The start of an answer, and where the rest comes from. */
  record Answer(int status, Map<String, String> headers, InputStream body) {
    boolean ok() {
      return status == 101 || status / 100 == 2;
    }

    /** Why the engine did not do it, in its own words. */
    String message() throws IOException {
      String text = ChannelInput.text(body.readNBytes(16 * 1024)).strip();
      try {
        return JSON.readTree(text).path("message").asText(text);
      } catch (IOException e) {
        return text.isEmpty() ? "status " + status : text;
      }
    }
  }

  /** Sends a request without a body. */
  void send(String method, String target) throws IOException {
    head(method, target, Map.of());
  }

  /** Sends a request with a JSON body. */
  void send(String method, String target, JsonNode json, Map<String, String> more)
      throws IOException {
    byte[] body = JSON.writeValueAsBytes(json);
    Map<String, String> headers = new TreeMap<>(more);
    headers.put("Content-Type", "application/json");
    headers.put("Content-Length", String.valueOf(body.length));
    head(method, target, headers);
    out.write(body);
  }

  /** Begins a request whose body is a tar stream. */
  ChunkedOutput sendTar(String method, String target) throws IOException {
    head(
        method,
        target,
        Map.of("Content-Type", "application/x-tar", "Transfer-Encoding", "chunked"));
    return new ChunkedOutput(out);
  }

  private void head(String method, String target, Map<String, String> headers) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: docker\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (!headers.containsKey("Connection")) {
      head.append("Connection: close\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads the answer up to its body. */
  Answer answer() throws IOException {
    String[] status = in.line().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("\\d{3}")) {
      throw new IOException(
          "this is not an answer of a Docker engine: " + String.join(" ", status));
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    int code = Integer.parseInt(status[1]);
    return new Answer(code, headers, body(headers));
  }

  private InputStream body(Map<String, String> headers) {
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return new ChunkedInput(in);
    }
    String length = headers.get("content-length");
    return length == null ? in : new Exactly(in, Long.parseLong(length));
  }

  /** The raw bytes that follow the answer. */
  ChannelInput raw() {
    return in;
  }

  /** The raw bytes that go to the other side. */
  OutputStream rawOutput() {
    return out;
  }

  /** Tells the other side that nothing more comes. */
  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // There is nothing left to be said on this connection.
    }
  }

  /** A body of a length told before; ending earlier is an error. */
  private static final class Exactly extends InputStream {
    private final InputStream in;
    private long left;

    Exactly(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the connection ended " + left + " bytes early");
      }
      left -= count;
      return count;
    }
  }
}
