package io.backstay.connectors.stores.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URLConnection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a server answers. Whoever does not read it to its end gives it up. */
public final class Answer implements Closeable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 60_000;
  private static final int MOST_OF_A_TEXT = 32 << 20;

  private final HttpURLConnection connection;
  private final int status;

  private Answer(HttpURLConnection connection, int status) {
    this.connection = connection;
    this.status = status;
  }

  /**
   * The answer to a request, whatever it says; to a redirection, too, for what is sent here goes
   * nowhere else.
   *
   * @throws IOException when there is none
   */
  public static Answer to(Ask ask) throws IOException {
    HttpURLConnection connection = connection(ask);
    try {
      send(ask, connection);
      int status = status(connection);
      if (status < 0) {
        throw new IOException("what answers does not speak HTTP");
      }
      return new Answer(connection, status);
    } catch (IOException e) {
      connection.disconnect();
      throw e;
    }
  }

  private static HttpURLConnection connection(Ask ask) throws IOException {
    URLConnection made = ask.address().toURL().openConnection();
    if (!(made instanceof HttpURLConnection connection)) {
      throw new IOException("`" + ask.address().getScheme() + "` is not HTTP");
    }
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(SILENCE_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestMethod(ask.method());
    connection.setRequestProperty("User-Agent", "backstay");
    connection.setRequestProperty("Accept", "*/*");
    for (Map.Entry<String, String> header : ask.headers().entrySet()) {
      connection.setRequestProperty(header.getKey(), sendable(header));
    }
    return connection;
  }

  /** What the JDK says of a value it does not take has the value in it. */
  private static String sendable(Map.Entry<String, String> header) throws IOException {
    if (header.getValue().chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IOException(
          "the header `" + header.getKey() + "` would have a character that none can have");
    }
    return header.getValue();
  }

  private static void send(Ask ask, HttpURLConnection connection) throws IOException {
    Ask.Body body = ask.body();
    if (body == null) {
      return;
    }
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.bytes());
    try (InputStream in = body.content().open();
        var out = connection.getOutputStream()) {
      in.transferTo(out);
    }
  }

  private static int status(HttpURLConnection connection) throws IOException {
    try {
      return connection.getResponseCode();
    } catch (HttpRetryException refused) {
      return refused.responseCode(); // what was streamed could not be sent again by itself
    }
  }

  /** The number that says how it went. */
  public int status() {
    return status;
  }

  /** What it says under a name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(connection.getHeaderField(name));
  }

  /** The length of what it carries; negative when it does not say. */
  public long length() {
    return connection.getContentLengthLong();
  }

  /** What it carries. */
  public InputStream content() throws IOException {
    return connection.getInputStream();
  }

  /** All of what it carries, which is a text of modest size; after it the connection is free. */
  public byte[] text() throws IOException {
    try (InputStream in = said()) {
      byte[] text = in.readNBytes(MOST_OF_A_TEXT);
      boolean some = !connection.getRequestMethod().equals("HEAD");
      if (some && text.length < Math.min(length(), MOST_OF_A_TEXT)) {
        throw new IOException("the answer breaks off");
      }
      return text;
    }
  }

  private InputStream said() throws IOException {
    InputStream error = connection.getErrorStream();
    if (error != null) {
      return error;
    }
    return status < HttpURLConnection.HTTP_BAD_REQUEST
        ? connection.getInputStream()
        : InputStream.nullInputStream();
  }

  /** The same answer when its status is one of these; else what it refuses. */
  public Answer expect(Set<Integer> statuses, Refusing refusing) throws IOException {
    if (statuses.contains(status)) {
      return this;
    }
    throw refusing.refused(status, text());
  }

  /** Reads why somebody refuses. */
  public interface Refusing {
    /** The refusal that an answer is. */
    RefusedException refused(int status, byte[] text);
  }

  /** Gives up what has not arrived yet. */
  @Override
  public void close() {
    connection.disconnect();
  }
}
