package io.backstay.connectors.checks;

import io.backstay.spi.CheckWorld;
import io.backstay.spi.Default;
import io.backstay.spi.Doc;
import io.backstay.spi.Expect;
import io.backstay.spi.Facts;
import io.backstay.spi.Primary;
import io.backstay.spi.ReadCheckType;
import io.backstay.spi.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The check {@code http}. */
@Doc("Gets a page and compares its status, or with `json` its content. Follows no redirects.")
public final class HttpCheck implements ReadCheckType<HttpCheck.Params> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * Parameters.
   *
   * @param url what to get
   * @param expect the status, or members of the JSON document
   */
  public record Params(
      @Primary @Doc(value = "What to get.", example = "http://localhost:8080/health") URI url,
      @Doc(value = "The status it has to have, or members of its JSON.", example = "200")
          @Default("200")
          Expect expect) {}

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
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request = HttpRequest.newBuilder(params.url()).timeout(PATIENCE).build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      Object actual =
          params.expect() instanceof Expect.Json ? answer.body() : (Object) answer.statusCode();
      return Expectation.of(params.expect()).verdict(what, actual);
    } catch (IOException e) {
      return new Verdict.NotPassed("an answer", e.toString(), what + " got no answer", Facts.NONE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.NotPassed("an answer", "stopped", what + " was stopped", Facts.NONE);
    }
  }
}
