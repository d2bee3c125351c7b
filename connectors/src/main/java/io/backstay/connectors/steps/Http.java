package io.backstay.connectors.steps;

import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.EnvValue;
import io.backstay.spi.Names;
import io.backstay.spi.Op;
import io.backstay.spi.Primary;
import io.backstay.spi.Ref;
import io.backstay.spi.Refusal;
import io.backstay.spi.StepType;
import io.backstay.spi.WebRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The step {@code http}. */
@Doc(
    value =
        "Sends a request to a web address and demands an answer that says it went well. Follows no"
            + " redirections. Previews show it and never send it; drills send what only reads, and"
            + " skip the rest unless it says `drill: run`.",
    changes = "Whatever the address does with a `POST`, `PUT`, `PATCH` or `DELETE`.",
    undo = "Nothing: what the request did is not known.")
public final class Http implements StepType<Http.Params> {
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]*");

  /** Headers that say how the bytes travel; they belong to the connection. */
  private static final Set<String> NOT_OURS =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  /**
   * Parameters.
   *
   * @param url where it goes
   * @param method what is asked for
   * @param headers sent with it
   * @param body what is sent; null for nothing
   * @param expect statuses that mean success; empty for 200 to 299
   */
  public record Params(
      @Primary
          @Doc(
              value =
                  "Where it goes; without a user or a password in it, those belong into `headers`.",
              example = "http://localhost:8080/admin/cache/clear")
          URI url,
      @Doc(value = "`GET`, `HEAD`, `POST`, `PUT`, `PATCH` or `DELETE`.", example = "POST")
          @Default("GET")
          String method,
      @Doc(
              value =
                  "Sent with it; a value that is a secret stands alone: `Authorization:"
                      + " ${secrets.token}`.",
              example = "{Content-Type: application/json}")
          @Default("{}")
          Map<String, EnvValue> headers,
      @Doc(value = "What is sent, in UTF-8; nothing when left out.", example = "'{}'")
          @Nullable String body,
      @Doc(value = "Statuses that mean success; 200 to 299 when left out.", example = "[200, 404]")
          @Default("[]")
          List<Integer> expect) {

    /** Refuses what cannot be sent. */
    public Params {
      headers = Map.copyOf(headers);
      expect = List.copyOf(expect);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web || url.getHost() == null) {
        throw new Refusal(
            "E211", "url", "`url` is not an address of the web", "url: http://localhost/");
      }
      if (url.getRawUserInfo() != null) {
        throw new Refusal(
            "E211",
            "url",
            "`url` has a user in it, which everybody would see",
            "headers: {Authorization: '${secrets.token}'}");
      }
      if (!METHODS.contains(method)) {
        throw new Refusal(
            "E211", "method", "`method` is one of " + String.join(", ", METHODS), "method: POST");
      }
      headers.forEach(Params::refuseHeader);
      if (body != null && (READING.contains(method) || !Programs.passes(body))) {
        throw new Refusal(
            "E211", "body", "`body` is text, and not sent with `" + method + "`", null);
      }
      if (expect.stream().anyMatch(status -> status < 100 || status > 599)) {
        throw new Refusal("E211", "expect", "statuses go from 100 to 599", "expect: [200]");
      }
    }

    private static void refuseHeader(String name, EnvValue value) {
      if (!HEADER.matcher(name).matches() || NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
        throw new Refusal("E211", "headers", "`" + name + "` is no header to set", null);
      }
      if (value instanceof EnvValue.Plain(String text) && !VALUE.matcher(text).matches()) {
        throw new Refusal(
            "E211", "headers", "`" + name + "` has a character that no header can have", null);
      }
    }
  }

  @Override
  public String name() {
    return "http";
  }

  @Override
  public Class<Params> params() {
    return Params.class;
  }

  @Override
  public List<Op> lower(Params params, Names names) {
    WebRequest request =
        new WebRequest(
            params.method(),
            params.url(),
            params.headers(),
            params.body(),
            Set.copyOf(params.expect()));
    return List.of(
        READING.contains(params.method())
            ? new Op.Observe(Ref.WEB, request, null)
            : new Op.Call(Ref.WEB, request));
  }

  @Override
  public Map<String, String> outputs() {
    return Map.of("status", "integer", "body", "string");
  }
}
