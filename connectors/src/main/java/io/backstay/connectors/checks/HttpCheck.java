package io.backstay.connectors.checks;

import io.backstay.connectors.containers.DrillAddress;
import io.backstay.spi.CheckWorld;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.Failure;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Refusal;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The check {@code http}. */
@Doc("Gets a page and compares its status, or with `json` its content. Follows no redirects.")
public final class HttpCheck implements ReadCheckType<HttpCheck.Params> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 1 << 20;

  /**
   * Parameters.
   *
   * @param url what to get
   * @param expect the status, or members of the JSON document
   */
  public record Params(
      @Primary @Doc(value = "What to get.", example = "http://localhost:8080/health") URI url,
      @Doc(
              value = "The status it has to have, members of its JSON, or both.",
              example = "{status: 200, json: {path: $.total, min: 1}}")
          @Default("200")
          Expect expect) {

    /** Refuses addresses no page can have. */
    public Params {
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!web || url.getHost() == null) {
        throw new Refusal(
            "E211", "url", "`" + url + "` is not the address of a page", "url: http://localhost/");
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
  public Verdict check(Params params, CheckWorld world) {
    String what = "GET " + params.url();
    try {
      DrillAddress.Answer answer =
          DrillAddress.is(params.url()) ? DrillAddress.get(params.url()) : get(params.url());
      return answer.status() == 0
          ? noAnswer(what, answer.trouble())
          : verdict(params.expect(), what, answer);
    } catch (IOException | Failure e) {
      return noAnswer(what, e instanceof Failure ? String.valueOf(e.getMessage()) : e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.NotPassed("an answer", "stopped", what + " was stopped", Facts.NONE);
    }
  }

  private static Verdict noAnswer(String what, String why) {
    return new Verdict.NotPassed("an answer", why, what + " got no answer", Facts.NONE);
  }

  private static DrillAddress.Answer get(URI url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        String text = new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
        return new DrillAddress.Answer(answer.statusCode(), text, "");
      }
    }
  }

  private static Verdict verdict(Expect expect, String what, DrillAddress.Answer answer) {
    return switch (expect) {
      case Expect.Answer(Expect status, Expect.Json json) -> {
        Verdict first = Expectation.of(status).verdict(what, answer.status());
        yield json == null || !(first instanceof Verdict.Passed)
            ? first
            : Expectation.of(json).verdict(what, answer.body());
      }
      case Expect.Json json -> Expectation.of(json).verdict(what, answer.body());
      default -> Expectation.of(expect).verdict(what, answer.status());
    };
  }
}
