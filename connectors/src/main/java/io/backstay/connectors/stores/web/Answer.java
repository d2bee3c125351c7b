package io.backstay.connectors.stores.web;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** What a server answers. Whoever does not read it to its end gives it up. */
public final class Answer implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final int MOST_OF_A_TEXT = 32 << 20;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

  private final HttpResponse<InputStream> response;

  private Answer(HttpResponse<InputStream> response) {
    this.response = response;
  }

  /**
   * The answer to a request, whatever it says; to a redirection, too, for what is sent here goes
   * nowhere else.
   *
   * @throws IOException when there is none
   */
  public static Answer to(Ask ask) throws IOException {
    try (Sent sent = new Sent(ask.body())) {
      CompletableFuture<HttpResponse<InputStream>> coming =
          CLIENT.sendAsync(request(ask, sent), head -> new Received(SILENCE));
      try {
        return new Answer(awaited(coming, sent));
      } catch (ExecutionException e) {
        IOException unread = sent.problem();
        throw unread != null ? unread : Trouble.unanswered(e, ask.address());
      }
    }
  }

  /** Waits as long as something is sent, and then for as long as a server may say nothing. */
  private static HttpResponse<InputStream> awaited(
      CompletableFuture<HttpResponse<InputStream>> coming, Sent sent)
      throws ExecutionException, IOException {
    while (true) {
      long before = sent.bytes();
      try {
        return coming.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (sent.bytes() == before) {
          coming.cancel(true);
          throw new SocketTimeoutException("the server does not answer");
        }
      } catch (InterruptedException e) {
        coming.cancel(true);
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the wait was interrupted");
      }
    }
  }

  private static HttpRequest request(Ask ask, Sent sent) throws IOException {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(ask.address());
    } catch (IllegalArgumentException e) {
      throw new IOException("`" + ask.address().getScheme() + "` is not HTTP", e);
    }
    request.method(ask.method(), sent.publisher());
    request.header("User-Agent", "backstay").header("Accept", "*/*");
    for (Map.Entry<String, String> header : ask.headers().entrySet()) {
      request.header(header.getKey(), sendable(header));
    }
    return request.build();
  }

  /** What the JDK says of a value it does not take has the value in it. */
  private static String sendable(Map.Entry<String, String> header) throws IOException {
    if (header.getValue().chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IOException(
          "the header `" + header.getKey() + "` would have a character that none can have");
    }
    return header.getValue();
  }

  /** The number that says how it went. */
  public int status() {
    return response.statusCode();
  }

  /** What it says under a name. */
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** The length of what it carries; negative when it does not say. */
  public long length() {
    return header("Content-Length")
        .filter(LENGTH.asMatchPredicate())
        .map(Long::valueOf)
        .orElse(-1L);
  }

  /** What it carries. */
  public InputStream content() {
    return response.body();
  }

  /** All of what it carries, which is a text of modest size; after it the connection is free. */
  public byte[] text() throws IOException {
    try (InputStream in = content()) {
      return in.readNBytes(MOST_OF_A_TEXT);
    }
  }

  /** The same answer when its status is one of these; else what it refuses. */
  public Answer expect(Set<Integer> statuses, Refusing refusing) throws IOException {
    if (statuses.contains(status())) {
      return this;
    }
    throw refusing.refused(status(), text());
  }

  /** Reads why somebody refuses. */
  public interface Refusing {
    /** The refusal that an answer is. */
    RefusedException refused(int status, byte[] text);
  }

  /** Gives up what has not arrived yet. */
  @Override
  public void close() throws IOException {
    content().close();
  }
}
